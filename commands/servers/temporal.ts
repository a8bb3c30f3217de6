import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { freePort } from './ports.ts';
import { endLeftover, type ServerProcess, spawnServer } from './process.ts';
import { versionOf } from './temporal-cli.ts';

export interface TemporalServer {
  /** host:port of the gRPC frontend. */
  address: string;
  namespace: string;
  /** Temporal's own pages, or null without them. */
  uiUrl: string | null;
  /** No workflow of an earlier run is known: the file was made just now. Open requests then need `reconcile`. */
  fresh: boolean;
  pid: number;
  exited: ServerProcess['exited'];
  stop(): Promise<void>;
}

export interface StartTemporal {
  /** Path of the CLI, from `obtainTemporal`. */
  cli: string;
  /** Holds the SQLite file and the log; made if absent. */
  folder: string;
  /** 0: any free one. */
  port: number;
  /** Null: without Temporal's pages. */
  uiPort: number | null;
  log: (line: string) => void;
  namespace?: string;
}

/**
 * Starts a Temporal dev server on 127.0.0.1 with its state in one SQLite file; up in about a second. What an earlier run left behind is
 * ended first.
 * @throws with the end of the server's log if it does not come up
 */
export async function startTemporal({ cli, folder, port, uiPort, log, namespace = 'vorgang' }: StartTemporal): Promise<TemporalServer> {
  mkdirSync(folder, { recursive: true });
  const recordFile = join(folder, 'process.json');
  const leftover = await endLeftover(recordFile);
  if (leftover) log(`Ended the Temporal server (process ${leftover}) that an earlier run left behind.`);
  const file = join(folder, 'temporal.db');
  setAsideOtherVersion(cli, folder, file, log);
  const fresh = !existsSync(file);

  const chosen = port === 0 ? await freePort() : port;
  const logFile = join(folder, 'temporal.log');
  const server = await spawnServer({
    command: cli,
    args: startDev({ file, namespace, port: chosen, uiPort }),
    // Less garbage collection is a quarter more workflows a second; the limit bounds what that costs in memory.
    env: { ...process.env, GOGC: '400', GOMEMLIMIT: '700MiB' },
    cwd: folder,
    logFile,
    recordFile,
  });
  const address = `127.0.0.1:${chosen}`;
  try {
    await untilReady(address, namespace, server);
  } catch (cause) {
    await server.stop('SIGKILL');
    const end = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
    throw new Error(`The Temporal server did not start on port ${chosen}. The end of ${logFile}:\n${end}`, { cause });
  }
  return {
    address,
    namespace,
    uiUrl: uiPort === null ? null : `http://127.0.0.1:${uiPort}`,
    fresh,
    pid: server.pid,
    exited: server.exited,
    stop: () => server.stop('SIGTERM', 15_000),
  };
}

function startDev({ file, namespace, port, uiPort }: { file: string; namespace: string; port: number; uiPort: number | null }): string[] {
  const rates = {
    'frontend.namespaceRPS': 2400,
    'frontend.namespaceRPS.visibility': 200,
    'frontend.namespaceCount': 2400,
  };
  // Measured: WAL with NORMAL makes 13 times the transactions of SQLite's defaults.
  const fixed = '--ip 127.0.0.1 --log-level warn --log-format json --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=NORMAL';
  return [
    'server',
    'start-dev',
    ...fixed.split(' '),
    ...Object.entries({ '--port': String(port), '--db-filename': file, '--namespace': namespace }).flat(),
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...Object.entries(rates).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
  ];
}

/** The file's schema is made when it is absent and never migrated: a file belongs to one version of the CLI. */
function setAsideOtherVersion(cli: string, folder: string, file: string, log: (line: string) => void): void {
  const versionFile = join(folder, 'version');
  const version = versionOf(cli) ?? 'unknown';
  const made = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : version;
  if (existsSync(file) && made !== version) {
    log(
      `Temporal's file was made by CLI ${made}, this is ${version}: it is kept as ${file}.${made}, and the open requests are started anew.`,
    );
    renameSync(file, `${file}.${made}`);
    for (const part of ['-wal', '-shm']) rmSync(file + part, { force: true });
  }
  writeFileSync(versionFile, version);
}

async function untilReady(address: string, namespace: string, server: ServerProcess): Promise<void> {
  const giveUp = new AbortController();
  const ended = server.exited.then(({ code, signal }) => {
    throw new Error(`it ended with ${signal ?? `exit code ${code}`}`);
  });
  const ready = async () => {
    for (;;) {
      giveUp.signal.throwIfAborted();
      const connection = await Connection.connect({ address, connectTimeout: 500 }).catch(() => null);
      if (!connection) continue;
      try {
        await connection.workflowService.describeNamespace({ namespace });
        return;
      } catch {
        // The frontend answers before it knows the namespace.
      } finally {
        await connection.close();
      }
    }
  };
  const timeout = setTimeout(() => giveUp.abort(new Error('it did not answer within 30 s')), 30_000);
  try {
    await Promise.race([ready(), ended]);
  } finally {
    clearTimeout(timeout);
    giveUp.abort();
  }
}
