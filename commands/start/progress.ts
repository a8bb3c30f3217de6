/** Tells a person what is being done. With a terminal the running steps stand in a last line that changes, else there are plain lines only. */
export interface Progress {
  /** Runs a step and prints one line with its duration when it is done. Steps may overlap. */
  step<T>(title: string, work: (log: (line: string) => void) => Promise<T> | T): Promise<T>;
  log: (line: string) => void;
}

interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** A step that takes longer than this says so where no terminal shows it, in milliseconds. */
const longAfter = 5_000;

export function createProgress(output: Output = process.stdout): Progress {
  const running = new Set<{ title: string; startedAt: number }>();
  const live = output.isTTY === true;
  const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  const clear = () => live && output.write('\r\x1b[K');
  const draw = () => {
    if (!live || running.size === 0) return;
    const text = [...running].map(({ title, startedAt }) => `${title} ${seconds(startedAt)}`).join(' · ');
    output.write(`\r\x1b[K${spinner[frame++ % spinner.length]} ${text.slice(0, (output.columns ?? 80) - 3)}`);
  };
  const log = (line: string) => {
    clear();
    output.write(`${line}\n`);
    draw();
  };

  return {
    log,
    async step(title, work) {
      const entry = { title, startedAt: Date.now() };
      running.add(entry);
      const slow = setTimeout(() => !live && log(`… ${title}`), longAfter);
      if (live) timer ??= setInterval(draw, 120);
      try {
        const result = await work((line) => log(`  ${line}`));
        running.delete(entry);
        log(`✓ ${title} (${seconds(entry.startedAt)})`);
        return result;
      } catch (error) {
        running.delete(entry);
        log(`✗ ${title} (${seconds(entry.startedAt)})`);
        throw error;
      } finally {
        clearTimeout(slow);
        if (running.size === 0) {
          clearInterval(timer);
          timer = undefined;
          clear();
        }
      }
    },
  };
}

function seconds(startedAt: number): string {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
