import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../commands/servers/postgres.ts';
import { processIdentity } from '../../commands/servers/process.ts';
import { migrate } from '../../db/migrate.ts';
import { runFolder } from './folder.ts';
import { startOnce } from './once.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the run's Postgres; its database `vorgang_template` is migrated and empty. */
    postgresUrl: string;
    /** Password of the application's role `vorgang_app`. */
    postgresAppPassword: string;
  }
}

const appPassword = 'vorgang-test';

/** Vitest's global set-up: one Postgres for the whole run, with a migrated template that `createTestDatabase` copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startOnce('postgres', startWithTemplate);
  project.provide('postgresUrl', server.url);
  project.provide('postgresAppPassword', appPassword);
  return server.stop;
}

async function startWithTemplate() {
  const folder = await runFolder('postgres');
  const server = await startPostgres({
    folder,
    port: 0,
    log: () => {},
    // Nobody needs this run's data after a crash; the rest is as in the product.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  writeFileSync(join(folder, 'process.json'), JSON.stringify({ pid: server.pid, identity: processIdentity(server.pid) }));
  const killAtExit = () => process.kill(server.pid, 'SIGKILL');
  process.once('exit', killAtExit);
  const client = new pg.Client(server.url('postgres'));
  await client.connect();
  await client.query('create database vorgang_template');
  await client.end();
  await migrate({ url: server.url('vorgang_template'), appPassword });
  const stop = async () => {
    process.off('exit', killAtExit);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url('postgres'), stop };
}
