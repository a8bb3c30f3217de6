import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { endLeftoverPostgres, removePostgres } from '../servers/postgres.ts';
import { endLeftover, processIdentity } from '../servers/process.ts';
import { projectFolder } from './sources.ts';

/** Everything that `npm start` keeps, in one folder that git ignores (the database too, unless user postgres cannot reach it). */
export interface State {
  folder: string;
  postgres: string;
  temporal: string;
  mail: string;
  /** Logs of all processes. */
  logs: string;
  /** Records of running processes. */
  run: string;
  secrets: { secretKey: string; appPassword: string };
}

/**
 * Takes the state folder for this process: ends what a killed run left behind and wipes all with `fresh`.
 * @throws if another `npm start` is running in this folder
 */
export async function takeState(options: { fresh: boolean; log: (line: string) => void; folder?: string }): Promise<State> {
  const { fresh, log, folder = process.env['VORGANG_STATE'] ?? join(projectFolder, '.vorgang') } = options;
  const path = (name: string) => join(folder, name);
  mkdirSync(path('run'), { recursive: true });
  refuseSecond(path('start.json'));
  writeFileSync(path('start.json'), JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  // All of them, before ports are chosen.
  const records = readdirSync(path('run')).filter((file) => file.endsWith('.json'));
  for (const record of [...records.map((file) => join(path('run'), file)), join(path('temporal'), 'process.json')]) {
    const pid = await endLeftover(record);
    if (pid) log(`Ended process ${pid} (${relative(folder, record)}), left behind by an earlier run.`);
  }
  await endLeftoverPostgres(path('postgres'), log);
  if (fresh) {
    await removePostgres(path('postgres'), log);
    for (const entry of readdirSync(folder)) if (entry !== 'start.json') rmSync(path(entry), { recursive: true, force: true });
    log(`Starting over: everything in ${folder} was deleted.`);
  }
  for (const name of ['run', 'logs']) mkdirSync(path(name), { recursive: true });
  return {
    folder,
    postgres: path('postgres'),
    temporal: path('temporal'),
    mail: path('mail'),
    logs: path('logs'),
    run: path('run'),
    secrets: ensureSecrets(path('secrets.json')),
  };
}

export function releaseState(state: Pick<State, 'folder'>): void {
  rmSync(join(state.folder, 'start.json'), { force: true });
}

function refuseSecond(file: string): void {
  if (!existsSync(file)) return;
  let record: { pid: number; identity: string };
  try {
    record = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return;
  }
  if (record.pid === process.pid || processIdentity(record.pid) !== record.identity) return;
  throw new Error(
    `Vorgang is running from this folder already (process ${record.pid}). Stop it with Ctrl-C or \`kill ${record.pid}\` first.`,
  );
}

function ensureSecrets(file: string): State['secrets'] {
  if (!existsSync(file)) {
    const secrets = { secretKey: randomBytes(32).toString('hex'), appPassword: randomBytes(18).toString('hex') };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as State['secrets'];
}
