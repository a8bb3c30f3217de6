import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { postgresOwner, reachableFolder } from '../../commands/servers/postgres-binaries.ts';
import { endLeftoverPostgres, startPostgres } from '../../commands/servers/postgres.ts';
import { isAlive } from '../../commands/servers/process.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function query<T>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows as T[];
}

test('data, password and settings are there again at the second start', async () => {
  const folder = join(await temporaryFolder(), 'postgres');
  const first = await startPostgres({ folder, port: 0, log: () => {} });
  await query(first.url('postgres'), 'create table kept as select 1 as id');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await startPostgres({ folder, port: 0, log: () => {} });
  onTestFinished(() => second.stop());
  expect(await query(second.url('postgres'), 'select id from kept')).toEqual([{ id: 1 }]);
  const settings = "select current_setting('synchronous_commit') as commit, current_setting('timezone') as zone, lower('ÄÖ') as lower";
  expect(await query(second.url('postgres'), settings)).toEqual([{ commit: 'on', zone: 'UTC', lower: 'äö' }]);
  const wrong = second.url('postgres').replace(/:\w+@/, ':wrong@');
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password/);
});

test('a server that was left behind is ended, and one that was killed is no obstacle', async () => {
  const folder = join(await temporaryFolder(), 'postgres');
  const forgotten = await startPostgres({ folder, port: 0, log: () => {} });
  const said: string[] = [];
  const killed = await startPostgres({ folder, port: 0, log: (line) => said.push(line) });
  expect(isAlive(forgotten.pid)).toBe(false);
  expect(said.join()).toContain(`process ${forgotten.pid}`);

  process.kill(killed.pid, 'SIGKILL');
  await killed.exited;
  const last = await startPostgres({ folder, port: 0, log: () => {} });
  await last.stop();
});

test('a foreign process whose number stands in postmaster.pid is left alone', async () => {
  const folder = join(await temporaryFolder(), 'postgres');
  const first = await startPostgres({ folder, port: 0, log: () => {} });
  const file = join(first.folder, 'data', 'postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n').slice(1);
  await first.stop();
  writeFileSync(file, [process.ppid, ...lines].join('\n'));
  await endLeftoverPostgres(folder, () => {});
  expect(isAlive(process.ppid)).toBe(true);
  const second = await startPostgres({ folder, port: 0, log: () => {} });
  await second.stop();
});

test.runIf(process.getuid?.() === 0)('as root, data in a closed folder go where user postgres can reach them', async () => {
  const closed = join(await temporaryFolder(), 'home');
  mkdirSync(closed, { mode: 0o700 });
  chmodSync(closed, 0o700);
  const folder = join(closed, 'project', 'postgres');
  const elsewhere = reachableFolder(folder, postgresOwner());
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  const said: string[] = [];
  const server = await startPostgres({ folder, port: 0, log: (line) => said.push(line) });
  expect(server.folder).toBe(elsewhere);
  expect(said[0]).toBe(`User postgres cannot reach ${folder}; the database is in ${elsewhere}.`);
  await server.stop();
  expect(existsSync(join(folder, 'data'))).toBe(false);
});
