import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../commands/servers/process.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Started {
  program: ChildProcess;
  output: string;
  /** The first address in the output. */
  app: string;
  /** This program and everything that it started. */
  pids: number[];
}

async function start(folder: string): Promise<Started> {
  const program = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'commands', 'start.ts')], {
    env: { ...process.env, VORGANG_STATE: folder, LANG: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  program.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  onTestFinished(() => void program.kill('SIGTERM'));
  await expect.poll(() => /Ctrl-C stops/.test(output) || program.exitCode !== null, { timeout: 200_000, interval: 100 }).toBe(true);
  const records = readdirSync(join(folder, 'run')).filter((file) => file.endsWith('.json'));
  const files = [...records.map((file) => join(folder, 'run', file)), join(folder, 'temporal', 'process.json')];
  const pids = files.map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid);
  const postmaster = Number(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return { program, output, app: /https?:\S+/.exec(output)?.[0] ?? '', pids: [program.pid!, ...pids, postmaster] };
}

test('everything starts, starts again after kill -9 of everything with the data kept, and leaves nothing when it is stopped', async () => {
  const folder = await temporaryFolder();
  const first = await start(folder);
  expect(first.output).not.toContain('✗');
  expect((await fetch(`${first.app}/health/ready`)).status).toBe(200);
  const secrets = readFileSync(join(folder, 'secrets.json'), 'utf8');
  for (const pid of first.pids) process.kill(pid, 'SIGKILL');
  await expect.poll(() => first.pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);

  const second = await start(folder);
  expect((await fetch(`${second.app}/health/ready`)).status).toBe(200);
  expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(secrets);
  expect(second.output).not.toContain('hundred answered requests');
  second.program.kill('SIGINT');
  const [code] = await once(second.program, 'exit');
  expect(code).toBe(0);
  expect(second.pids.filter(isAlive)).toEqual([]);
  await expect(fetch(second.app)).rejects.toThrow();
}, 500_000);
