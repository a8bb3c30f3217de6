import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { obtainTemporal } from '../servers/temporal-cli.ts';
import { startTemporal, type TemporalServer } from '../servers/temporal.ts';
import { startChild } from './child.ts';
import type { DemoOptions } from './demo.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';
import type { State } from './state.ts';
import { type Supervised, supervise } from './supervisor.ts';

export interface StartContext {
  state: State;
  ports: Ports;
  progress: Progress;
  /** Registers what is stopped at the end, the last registered first. */
  onStop: (name: string, stop: () => Promise<void>) => void;
}

/** Postgres with a migrated database `vorgang`. `isNew`: the database was made just now. */
export async function startDatabase(context: StartContext): Promise<{ ownerUrl: string; appUrl: string; isNew: boolean }> {
  const { state, ports, progress } = context;
  const server = await supervised<PostgresServer>(context, 'Postgres', (log) =>
    startPostgres({ folder: state.postgres, port: ports.postgres, log }),
  );
  const { url } = server.current();
  return progress.step('Database is migrated', async () => {
    const isNew = await ensureDatabase(url('postgres'));
    const ownerUrl = url('vorgang');
    await migrate({ url: ownerUrl, appPassword: state.secrets.appPassword });
    const appUrl = new URL(ownerUrl);
    appUrl.username = 'vorgang_app';
    appUrl.password = state.secrets.appPassword;
    return { ownerUrl, appUrl: appUrl.href, isNew };
  });
}

/** A Temporal dev server of our own, or the one that TEMPORAL_ADDRESS names. */
export async function startTemporalServer(
  context: StartContext,
): Promise<Pick<TemporalServer, 'address' | 'namespace' | 'uiUrl' | 'fresh'>> {
  const address = process.env['TEMPORAL_ADDRESS'];
  if (address) return { address, namespace: process.env['TEMPORAL_NAMESPACE'] || 'vorgang', uiUrl: null, fresh: false };
  const { state, ports, progress } = context;
  const cli = await progress.step('Temporal server found', (log) => obtainTemporal({ log }));
  const server = await supervised<TemporalServer>(context, 'Temporal', (log) =>
    startTemporal({ cli, folder: state.temporal, port: ports.temporal, uiPort: ports.temporalUi, log }),
  );
  return server.current();
}

/** The demo's mail server: how to reach it, and that as the value of DEMO_MAIL. */
export async function startMail(context: StartContext): Promise<{ setting: string; access: DemoOptions['mail'] }> {
  const { state, ports } = context;
  const args = ['--folder', state.mail, '--smtp-port', String(ports.smtp), '--imap-port', String(ports.imap)];
  await supervised(context, 'Mail server', () =>
    startChild({ name: 'mail-server', state, env: {}, args, healthUrl: null, patience: 5_000 }),
  );
  const password = readFileSync(join(state.mail, 'master-password'), 'utf8').trim();
  return { setting: `${ports.smtp}:${ports.imap}:${password}`, access: { smtpPort: ports.smtp, imapPort: ports.imap, password } };
}

/** Starts something that is started again when it crashes, and is stopped at the end. */
export async function supervised<T extends { pid: number; exited: Promise<unknown>; stop(): Promise<void> }>(
  { progress, onStop }: StartContext,
  name: string,
  start: (log: (line: string) => void) => Promise<T>,
): Promise<Supervised<T>> {
  const running = await progress.step(`${name} is up`, (log) => supervise({ name, start: () => start(log), log: progress.log }));
  onStop(name, () => running.stop());
  return running;
}

async function ensureDatabase(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'vorgang'");
    if (rowCount) return false;
    await client.query('create database vorgang');
    return true;
  } finally {
    await client.end();
  }
}
