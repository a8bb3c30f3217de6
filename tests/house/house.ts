import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../commands/servers/ports.ts';
import { startMailServer, type MailServer } from '../../commands/servers/mail-server.ts';
import { startPostgres, type PostgresServer } from '../../commands/servers/postgres.ts';
import { endProcess, spawnServer, type ServerProcess } from '../../commands/servers/process.ts';
import { obtainTemporal } from '../../commands/servers/temporal-cli.ts';
import { startTemporal, type TemporalServer } from '../../commands/servers/temporal.ts';
import { type Db, connect } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { runCommand, untilAnswers } from './child.ts';

export type Part = 'worker' | 'api' | 'temporal' | 'postgres';

/** The whole product on loopback, each part a process of its own, in a temporary folder: for chaos, benchmarks and the browser's story. */
export interface House {
  url: string;
  temporalAddress: string;
  databaseUrl: string;
  ownerUrl: string;
  secretKey: string;
  demoMail: string;
  /** In this process: its counters are ours to read. */
  mail: MailServer;
  /** As the application role. */
  db: Db;
  pids(): Record<Part, number>;
  /** `kill -9`, without a word of warning. */
  kill(part: Part): Promise<void>;
  start(part: Part): Promise<void>;
  /** Temporal's data are gone; it is stopped and comes back empty. */
  loseTemporal(): Promise<void>;
  /** A copy of the database's files, as a backup has them; the server is killed for it and started again. @returns how to put it back (the server is killed for it too). */
  backup(): Promise<() => Promise<void>>;
  /** Runs a command of commands/ against this house. @returns its output. */
  run(command: string, args?: string[]): Promise<string>;
  stop(): Promise<void>;
}

const appPassword = 'house';

export interface HouseOptions {
  log?: (line: string) => void;
  parts?: Part[];
  /** Outgoing mail goes there instead of to the house's own server. */
  smtpPort?: number;
  /** With `DEMO_MAIL: ''` mailboxes are read and sent through as their rows say, as in production. */
  env?: Record<string, string>;
  /** Whether an access token opens a mailbox of the house's mail server. */
  takesToken?: (user: string, token: string) => boolean;
}

export async function openHouse({
  log = () => undefined,
  parts = ['worker', 'api'],
  smtpPort,
  env: more = {},
  takesToken,
}: HouseOptions = {}): Promise<House> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-house-'));
  // As root the database runs as user postgres, who must reach it.
  chmodSync(folder, 0o755);
  const secretKey = 'house-secret-key-house-secret-key-house';
  const cli = await obtainTemporal({ log });
  const [postgresPort, temporalPort, apiPort, workerPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const postgresFolder = path.join(folder, 'postgres');
  const openPostgres = () => startPostgres({ folder: postgresFolder, port: postgresPort, log });
  const temporalFolder = path.join(folder, 'temporal');
  const openTemporal = () => startTemporal({ cli, folder: temporalFolder, port: temporalPort, uiPort: null, log });
  const mail = await startMailServer({
    folder: path.join(folder, 'mail'),
    smtpPort: 0,
    imapPort: 0,
    mailboxes: [],
    log,
    ...(takesToken && { takesToken }),
  });
  let postgres: PostgresServer = await openPostgres();
  let temporal: TemporalServer = await openTemporal();
  const ownerUrl = postgres.url('postgres');
  await migrate({ url: ownerUrl, appPassword });
  const databaseUrl = ownerUrl.replace(/\/\/postgres:[^@]*@/, `//vorgang_app:${appPassword}@`);
  const demoMail = `${smtpPort ?? mail.ports.smtp}:${mail.ports.imap}:${mail.masterPassword}`;
  const url = `http://127.0.0.1:${apiPort}`;
  const env = {
    ...process.env,
    TZ: 'UTC',
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: ownerUrl,
    TEMPORAL_ADDRESS: temporal.address,
    APP_URL: url,
    PORT: String(apiPort),
    WORKER_PORT: String(workerPort),
    SECRET_KEY: secretKey,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    DEMO_MAIL: demoMail,
    ...more,
  };
  const children = new Map<'worker' | 'api', ServerProcess>();
  const commands = path.join(import.meta.dirname, '..', '..', 'commands');

  async function startChild(name: 'worker' | 'api'): Promise<void> {
    const ready = name === 'api' ? `${url}/health/live` : `http://127.0.0.1:${workerPort}/health/live`;
    const child = await spawnServer({
      command: process.execPath,
      args: [path.join(commands, `${name}.ts`)],
      env,
      logFile: path.join(folder, `${name}.log`),
    });
    children.set(name, child);
    await untilAnswers(ready, child, path.join(folder, `${name}.log`));
  }

  const house: House = {
    url,
    temporalAddress: temporal.address,
    databaseUrl,
    ownerUrl,
    secretKey,
    demoMail,
    mail,
    db: connect(databaseUrl, 10),
    pids: () => ({
      worker: children.get('worker')?.pid ?? 0,
      api: children.get('api')?.pid ?? 0,
      temporal: temporal.pid,
      postgres: postgres.pid,
    }),
    async kill(part) {
      await endProcess(house.pids()[part], 'SIGKILL');
    },
    async start(part) {
      if (part === 'postgres') postgres = await openPostgres();
      else if (part === 'temporal') temporal = await openTemporal();
      else await startChild(part);
    },
    async loseTemporal() {
      await house.kill('temporal');
      rmSync(temporalFolder, { recursive: true, force: true });
      temporal = await openTemporal();
    },
    async backup() {
      const [data, copy] = [postgres.folder, `${postgres.folder}-backup`];
      const put = async (from: string, to: string) => {
        await house.kill('postgres');
        rmSync(to, { recursive: true, force: true });
        // With owners and rights, which the server insists on.
        execFileSync('cp', ['-a', from, to]);
        postgres = await openPostgres();
      };
      await put(data, copy);
      return () => put(copy, data);
    },
    run: (command, args = []) => runCommand({ command: path.join(commands, `${command}.ts`), args, env }),
    async stop() {
      await Promise.all([...children.values()].map((child) => child.stop('SIGTERM', 20_000)));
      await house.db.destroy();
      await temporal.stop();
      await mail.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const part of parts) if (part === 'worker' || part === 'api') await house.start(part);
  return house;
}
