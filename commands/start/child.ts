import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnServer } from '../servers/process.ts';
import { projectFolder } from './sources.ts';
import type { State } from './state.ts';
import type { Running } from './supervisor.ts';

export interface ChildOptions {
  /** File in commands/ without its ending; also the name of log and record. */
  name: string;
  state: State;
  env: Record<string, string>;
  args?: string[];
  /** Answers 200 when the process can work; null: it is ready when it has made its ready file. */
  healthUrl: string | null;
  /** Milliseconds that it has to stop in good order. */
  patience: number;
}

/**
 * Starts one of our own commands as a process and waits until it can work.
 * @throws with the end of its log if it ends or is not ready within 60 s
 */
export async function startChild({ name, state, env, args = [], healthUrl, patience }: ChildOptions): Promise<Running> {
  const logFile = join(state.logs, `${name}.log`);
  const logStart = existsSync(logFile) ? statSync(logFile).size : 0;
  const readyFile = join(state.run, `${name}.ready`);
  rmSync(readyFile, { force: true });
  const child = await spawnServer({
    command: process.execPath,
    args: [join(projectFolder, 'commands', `${name}.ts`), ...args],
    env: { ...process.env, ...env, VORGANG_READY_FILE: readyFile },
    cwd: projectFolder,
    logFile,
    recordFile: join(state.run, `${name}.json`),
  });
  let ended = false;
  void child.exited.then(() => (ended = true));
  const giveUpAt = Date.now() + 60_000;
  while (!(healthUrl ? await answers(healthUrl) : existsSync(readyFile))) {
    if (ended || Date.now() > giveUpAt) {
      await child.stop('SIGTERM', 2_000);
      throw new Error(`${name} ${ended ? 'ended' : 'was not ready within 60 s'}. The end of ${logFile}:\n${endOf(logFile, logStart)}`);
    }
    await delay(50);
  }
  return { pid: child.pid, exited: child.exited, stop: () => child.stop('SIGTERM', patience) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** The last lines that were written after `start` (a size in bytes). */
function endOf(file: string, start: number): string {
  const from = Math.max(start, statSync(file).size - 4_000);
  const bytes = Buffer.alloc(4_000);
  const handle = openSync(file, 'r');
  const length = readSync(handle, bytes, 0, bytes.length, from);
  closeSync(handle);
  return bytes.toString('utf8', 0, length).trimEnd().split('\n').slice(-25).join('\n');
}
