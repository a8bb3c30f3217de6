import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './ports.ts';
import { type PostgresOwner, postgresBinaries, postgresOwner, reachableFolder } from './postgres-binaries.ts';
import { endProcess, isAlive, processCommand, type ServerProcess, spawnServer } from './process.ts';

export interface PostgresServer {
  port: number;
  /** Where the data really is: elsewhere than asked if user postgres could not reach it. */
  folder: string;
  pid: number;
  exited: ServerProcess['exited'];
  /** Address of a database for the superuser `postgres`. */
  url: (database: string) => string;
  /** Ends all connections, writes a checkpoint and waits until the process is gone. */
  stop(): Promise<void>;
}

export interface StartPostgres {
  /** Holds data, password and log; made if absent. */
  folder: string;
  /** 0: any free one. */
  port: number;
  log: (line: string) => void;
  /** Server settings beside the defaults, e.g. `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
}

/**
 * Starts Postgres on 127.0.0.1 with its data in a folder: the first time it is made (2 s), later it is up in 0.2 s. What an earlier
 * run left behind is ended first, after a look whether that process really is this folder's server.
 * @throws with the end of the server's log if it does not come up
 */
export async function startPostgres({ folder, port, log, settings = {} }: StartPostgres): Promise<PostgresServer> {
  const owner = postgresOwner();
  const home = reachableFolder(folder, owner);
  if (home !== folder) log(`User postgres cannot reach ${folder}; the database is in ${home}.`);
  const binaries = postgresBinaries(owner);
  const data = join(home, 'data');
  prepareFolder(home, owner);
  await endLeftoverPostmaster(data, log);
  const password = ensureInitialised(binaries.initdb, home, data, owner);

  const chosen = port === 0 ? await freePort() : port;
  const logFile = join(home, 'postgres.log');
  const options = { ...defaults, port: String(chosen), ...settings };
  const args = ['-D', data, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${chosen}/${encodeURIComponent(database)}`;
  const launch = async (attempt: number): Promise<ServerProcess> => {
    const server = await spawnServer({ command: binaries.postgres, args, cwd: home, owner, logFile });
    try {
      await untilReady(url('postgres'), server);
      return server;
    } catch (cause) {
      await server.stop('SIGQUIT');
      const end = lastLines(logFile);
      // The backends of a killed server need a moment to notice and to let go of its memory; itself it stands in the process table until it is reaped.
      if (attempt < 40 && /shared memory|"postmaster.pid" already exists/.test(end)) return delay(250).then(() => launch(attempt + 1));
      throw new Error(`Postgres did not start on port ${chosen}. The end of ${logFile}:\n${end}`, { cause });
    }
  };
  const server = await launch(1);
  // SIGINT is Postgres' "fast shutdown": it does not wait for clients to leave.
  return { port: chosen, folder: home, pid: server.pid, exited: server.exited, url, stop: () => server.stop('SIGINT', 30_000) };
}

/** Ends the server of this folder if an earlier run left one behind, so that its port is free again. */
export async function endLeftoverPostgres(folder: string, log: (line: string) => void): Promise<void> {
  await endLeftoverPostmaster(join(reachableFolder(folder, postgresOwner()), 'data'), log);
}

/** Deletes a server's data, wherever `startPostgres` had put it. The server must be stopped. */
export async function removePostgres(folder: string, log: (line: string) => void): Promise<void> {
  const home = reachableFolder(folder, postgresOwner());
  await endLeftoverPostmaster(join(home, 'data'), log);
  rmSync(home, { recursive: true, force: true });
}

const defaults = {
  listen_addresses: '127.0.0.1',
  // No socket file: its default folder differs by system and may be closed to user postgres.
  unix_socket_directories: '',
  max_connections: '200',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements with their values are personal data and stay out of the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

function prepareFolder(home: string, owner: PostgresOwner): void {
  mkdirSync(home, { recursive: true });
  if (owner) chownSync(home, owner.uid, owner.gid);
  chmodSync(home, 0o700);
}

/** Makes the data folder if it is absent or was left half made. Returns the superuser's password. */
function ensureInitialised(initdb: string, home: string, data: string, owner: PostgresOwner): string {
  const passwordFile = join(home, 'password');
  const complete = join(home, 'initialised');
  if (existsSync(complete)) return readFileSync(passwordFile, 'utf8').trim();
  rmSync(data, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomBytes(18).toString('hex')}\n`, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const result = spawnSync(
    initdb,
    // The built-in provider sorts and folds case alike on every system, whatever locales are installed.
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { cwd: home, encoding: 'utf8', ...owner },
  );
  if (result.status !== 0) {
    throw new Error(`initdb failed in ${data}: ${result.error?.message ?? `${result.stdout}${result.stderr}`}`);
  }
  writeFileSync(complete, '');
  return readFileSync(passwordFile, 'utf8').trim();
}

/** After `kill -9` of Node the server lives on (or its postmaster.pid does, with a number that may be somebody else's by now). */
async function endLeftoverPostmaster(data: string, log: (line: string) => void): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 1 && processCommand(pid)?.includes(`-D ${data}`)) {
    log(`Ending the Postgres server (process ${pid}) that an earlier run left behind.`);
    await endProcess(pid, 'SIGINT');
  } else if (isAlive(pid)) {
    // Postgres would take the stranger for its old self and refuse. (A dead pid it deals with itself.)
    rmSync(file, { force: true });
  }
}

async function untilReady(url: string, server: ServerProcess): Promise<void> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (ended || Date.now() > giveUpAt) throw error;
      await delay(30);
    }
  }
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}
