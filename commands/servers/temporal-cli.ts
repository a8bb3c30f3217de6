import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildTemporal } from './temporal-build.ts';

/** CLI 1.8.2 is server 1.31.2 with UI 2.50.1. */
const temporalVersion = '1.8.2';

/** The only place that knows where the official programs are. */
const releases = `https://github.com/temporalio/cli/releases/download/v${temporalVersion}`;

/** Oldest CLI accepted from the PATH: its server has update-with-start and worker versioning without switches. */
const oldest = [1, 5, 0] as const;

export interface ObtainTemporal {
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  /** The two ways that need the network; replaced in tests. */
  download?: (target: string, log: (line: string) => void) => Promise<void>;
  build?: (target: string, version: string, log: (line: string) => void) => Promise<void>;
}

/**
 * Path of a Temporal CLI, whose `server start-dev` is the server. In order: $TEMPORAL_CLI, `temporal` on the PATH, our cache by version,
 * the official download, a build with Go.
 * @throws with every way's failure and the ways out
 */
export async function obtainTemporal({
  log,
  env = process.env,
  download = downloadTemporal,
  build = buildTemporal,
}: ObtainTemporal): Promise<string> {
  const named = env['TEMPORAL_CLI'];
  if (named) {
    if (versionOf(named)) return named;
    throw new Error(`TEMPORAL_CLI is ${named}, but that does not run. Correct the path or unset it.`);
  }
  const onPath = findOnPath(env['PATH'] ?? '');
  if (onPath) {
    const version = versionOf(onPath);
    if (version && !isOlder(version)) return onPath;
    log(`${onPath} is ${version ? `version ${version}, too old` : 'not usable'}; looking further.`);
  }
  const cached = join(cacheFolder(env), 'temporal', temporalVersion, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  // It was tried before it was put there.
  if (existsSync(cached)) return cached;

  mkdirSync(dirname(cached), { recursive: true });
  const partial = `${cached}.${process.pid}`;
  const failures: string[] = [];
  for (const [way, get] of [
    ['download', (target: string) => download(target, log)],
    ['build with Go', (target: string) => build(target, temporalVersion, log)],
  ] as const) {
    try {
      await get(partial);
      chmodSync(partial, 0o755);
      if (!versionOf(partial)) throw new Error('the program does not run on this machine');
      renameSync(partial, cached);
      return cached;
    } catch (error) {
      rmSync(partial, { force: true });
      failures.push(`${way}: ${(error as Error).message}`);
      log(`Temporal server, ${failures.at(-1)}`);
    }
  }
  throw new Error(`The Temporal server (CLI ${temporalVersion}) could not be obtained.
  ${failures.join('\n  ')}
Ways out, one is enough:
  - put the official program on the PATH, or name it: TEMPORAL_CLI=/path/to/temporal (from ${releases})
  - copy it from another machine of the same kind to ${cached}
  - install Go 1.21 or newer with access to a Go module proxy, and start again
  - use a Temporal server that runs elsewhere: TEMPORAL_ADDRESS=host:7233`);
}

/** Folder for what is downloaded or built once per user: $XDG_CACHE_HOME/vorgang, else ~/.cache/vorgang. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'vorgang');
}

/** Version that a CLI reports, or null if it does not run. */
export function versionOf(cli: string): string | null {
  const { status, stdout } = spawnSync(cli, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/version (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null) : null;
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  const difference = oldest.map((part, index) => (parts[index] ?? 0) - part).find((value) => value !== 0);
  return (difference ?? 0) < 0;
}

function findOnPath(path: string): string | null {
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  const separator = process.platform === 'win32' ? ';' : ':';
  return (
    path
      .split(separator)
      .filter(Boolean)
      .map((folder) => join(folder, name))
      .find(existsSync) ?? null
  );
}

/** The official archive, unpacked to `target` after its SHA-256 was found in the release's checksums.txt. */
async function downloadTemporal(target: string, log: (line: string) => void): Promise<void> {
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  if (!arch || !system) throw new Error(`no official program for ${process.platform} on ${process.arch}`);
  const archive = `temporal_cli_${temporalVersion}_${system}_${arch}.tar.gz`;

  log(`Downloading ${archive} (about 50 MB).`);
  const checksums = await (await fetchOk(`${releases}/checksums.txt`, 15_000)).text();
  const expected = checksums
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, file]) => file === archive)?.[0];
  if (!expected) throw new Error(`checksums.txt of ${releases} does not name ${archive}`);
  const bytes = Buffer.from(await (await fetchOk(`${releases}/${archive}`, 600_000)).arrayBuffer());
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== expected.toLowerCase()) throw new Error(`${archive} has SHA-256 ${actual}, expected ${expected}: it was not used`);

  const folder = mkdtempSync(join(tmpdir(), 'vorgang-temporal-'));
  try {
    writeFileSync(join(folder, archive), bytes);
    execFileSync('tar', ['-xzf', archive], { cwd: folder });
    renameSync(join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal'), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fetchOk(url: string, timeout: number): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) }).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`${new URL(url).host} was not reached (${reason || error.name})`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}
