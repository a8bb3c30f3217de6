import { fork } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './sources.ts';

type Told = { log: string } | { result: unknown } | { error: string };

/**
 * Runs a file of commands/ that calls `workApart` in a process of its own, so that the memory which heavy work takes goes with it. Input and
 * result travel as JSON over a channel that nobody else can read.
 * @throws with the message of what failed there
 */
export function runApart<Result>(file: string, input: object, log: (line: string) => void = () => {}): Promise<Result> {
  const child = fork(join(projectFolder, 'commands', file), { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('message', (told: Told) => {
      if ('log' in told) log(told.log);
      else if ('error' in told) reject(new Error(told.error));
      else resolve(told.result as Result);
    });
    child.once('error', reject);
    // A promise settles once: after a result this says nothing.
    child.once('close', () => reject(new Error(`commands/${file} ended without a result.\n${output.trim()}`)));
    child.send(input);
  });
}

/** The other side of `runApart`: does the work once and ends, at once when whoever asked is gone. */
export function workApart(work: (input: unknown, log: (line: string) => void) => Promise<unknown>): void {
  const tell = (told: Told, then = () => {}) => process.send?.(told, then);
  process.once('disconnect', () => process.exit(1));
  process.once('message', async (input) => {
    try {
      const result = await work(input, (line) => tell({ log: line }));
      tell({ result }, () => process.exit(0));
    } catch (error) {
      const { message, cause } = error as Error;
      tell({ error: cause instanceof Error ? `${message}\n${cause.message}` : message }, () => process.exit(1));
    }
  });
}
