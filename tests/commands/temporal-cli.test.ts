import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { obtainTemporal } from '../../commands/servers/temporal-cli.ts';
import { temporaryFolder } from './temporary-folder.ts';

function fakeCli(file: string, version: string): string {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.31.2, UI 2.50.1)"\n`);
  chmodSync(file, 0o755);
  return file;
}

const fails = (why: string) => () => Promise.reject(new Error(why));
const ways = { log: () => {}, download: fails('no network'), build: fails('no Go') };

test('TEMPORAL_CLI comes first, and if it does not run nothing else is tried', async () => {
  const folder = await temporaryFolder();
  const named = fakeCli(join(folder, 'named'), '1.9.0');
  const onPath = fakeCli(join(folder, 'bin', 'temporal'), '1.8.2');
  const env = { PATH: join(onPath, '..'), HOME: folder };
  expect(await obtainTemporal({ ...ways, env: { ...env, TEMPORAL_CLI: named } })).toBe(named);
  await expect(obtainTemporal({ ...ways, env: { ...env, TEMPORAL_CLI: join(folder, 'gone') } })).rejects.toThrow('TEMPORAL_CLI');
  expect(await obtainTemporal({ ...ways, env })).toBe(onPath);
});

test('a CLI on the PATH that is too old is passed over for the one in the cache', async () => {
  const folder = await temporaryFolder();
  const old = fakeCli(join(folder, 'bin', 'temporal'), '1.4.1');
  const cached = fakeCli(join(folder, 'cache', 'vorgang', 'temporal', '1.8.2', 'temporal'), '1.8.2');
  const said: string[] = [];
  const env = { PATH: join(old, '..'), HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  expect(await obtainTemporal({ ...ways, log: (line) => said.push(line), env })).toBe(cached);
  expect(said.join()).toContain('1.4.1, too old');
});

test('where the download fails it is built, once, into the cache of the home folder', async () => {
  const folder = await temporaryFolder();
  let built = 0;
  const build = async (target: string) => {
    built++;
    fakeCli(target, '1.8.2');
  };
  const env = { PATH: '', HOME: folder };
  const cached = join(folder, '.cache', 'vorgang', 'temporal', '1.8.2', 'temporal');
  expect(await obtainTemporal({ ...ways, build, env })).toBe(cached);
  expect(await obtainTemporal({ ...ways, build, env })).toBe(cached);
  expect(built).toBe(1);
  expect(readFileSync(cached, 'utf8')).toContain('1.8.2');
});

test('where nothing works the error says what was tried and names the ways out', async () => {
  const folder = await temporaryFolder();
  const error = await obtainTemporal({ ...ways, env: { PATH: '', HOME: folder } }).catch((reason: Error) => reason);
  expect(String(error)).toMatch(/download: no network\n\s+build with Go: no Go/);
  for (const way of ['TEMPORAL_CLI=', '.cache/vorgang/temporal/1.8.2', 'install Go']) expect(String(error)).toContain(way);
});
