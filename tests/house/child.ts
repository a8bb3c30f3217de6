import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from '../../commands/servers/process.ts';

const patience = 60_000;

/** @throws with the end of the child's log where it ends or stays silent. */
export async function untilAnswers(url: string, child: ServerProcess, logFile: string): Promise<void> {
  let ended = false;
  void child.exited.then(() => (ended = true));
  const giveUpAt = Date.now() + patience;
  while (!(await answers(url))) {
    if (ended || Date.now() > giveUpAt) throw new Error(`${url} does not answer. The end of its log:\n${endOf(logFile)}`);
    await delay(50);
  }
}

export async function runCommand({ command, args, env }: { command: string; args: string[]; env: NodeJS.ProcessEnv }): Promise<string> {
  const child = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}`);
  return output;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

const endOf = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : '(none)';
