import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endLeftover, isAlive, processCommand, processIdentity, spawnServer } from '../../commands/servers/process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const sleeper = (folder: string, script = 'setInterval(() => {}, 1000); console.log("ready")') =>
  spawnServer({
    command: process.execPath,
    args: ['--eval', script],
    logFile: join(folder, 'log'),
    recordFile: join(folder, 'process.json'),
  });

test('a process that an earlier run left behind is ended by its record', async () => {
  const folder = await temporaryFolder();
  const server = await sleeper(folder);
  expect(processCommand(server.pid)).toContain('setInterval');
  expect(await endLeftover(join(folder, 'process.json'))).toBe(server.pid);
  expect(isAlive(server.pid)).toBe(false);
  expect(await endLeftover(join(folder, 'process.json'))).toBeNull();
});

test('a process that only has the number of ours is left alone', async () => {
  const folder = await temporaryFolder();
  const stranger = await sleeper(folder);
  const record = join(folder, 'other.json');
  writeFileSync(record, JSON.stringify({ pid: stranger.pid, identity: `${processIdentity(process.pid)}` }));
  expect(await endLeftover(record)).toBeNull();
  expect(isAlive(stranger.pid)).toBe(true);
  await stranger.stop();
});

test('a process that does not want to stop is killed when patience ends', async () => {
  const folder = await temporaryFolder();
  const stubborn = await sleeper(folder, 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)');
  await stubborn.stop('SIGTERM', 200);
  expect(await stubborn.exited).toMatchObject({ code: null });
});

test('a program that does not exist is named', async () => {
  const folder = await temporaryFolder();
  const starting = spawnServer({ command: join(folder, 'nothing'), args: [], logFile: join(folder, 'log') });
  await expect(starting).rejects.toThrow(/nothing cannot be started/);
});
