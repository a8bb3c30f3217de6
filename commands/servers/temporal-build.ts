import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** From 1.6.0 on the CLI's go.mod replaces this module by a folder, which only the main module may: hence the wrapper and this pin. */
const cliext = 'github.com/temporalio/cli/cliext';
const cliextVersion = 'v0.0.0-20260731000218-c579925f193f';
const command = 'github.com/temporalio/cli/cmd/temporal';

/**
 * Builds the Temporal CLI from the Go module proxy: about half a minute to fetch, five minutes to compile on two cores, 140 MB.
 * @throws if Go is absent or a step fails, with the end of its output
 */
export async function buildTemporal(target: string, version: string, log: (line: string) => void): Promise<void> {
  const go = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', cwd: tmpdir() });
  if (go.status !== 0) throw new Error('Go is not installed');
  const minor = Number(/^go1\.(\d+)/.exec(go.stdout)?.[1] ?? 0);
  // From 1.21 on Go fetches the toolchain that a module asks for (1.26.4 here) by itself.
  if (minor < 21) throw new Error(`${go.stdout.trim()} is too old, 1.21 or newer is needed`);

  const folder = mkdtempSync(join(tmpdir(), 'vorgang-go-'));
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  let doing = '';
  const progress = setInterval(() => log(`  ${doing} (${seconds()} s)`), 15_000);
  const run = (args: string[], onLine: (line: string) => void = () => {}) => runGo(args, folder, onLine);
  try {
    log(`Building the Temporal server ${version} with ${go.stdout.trim()}: this once, about six minutes.`);
    doing = 'fetching modules';
    await run(['mod', 'init', 'vorgang-temporal']);
    await run(['mod', 'edit', '-replace', `${cliext}=${cliext}@${cliextVersion}`]);
    await run(['get', `${command}@v${version}`]);
    let packages = 0;
    await run(['list', '-deps', command], () => packages++);
    let compiled = 0;
    doing = 'compiling';
    const ldflags = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${version}`;
    const flags = ['-v', '-trimpath', '-buildvcs=false', '-ldflags', ldflags];
    await run(['build', ...flags, '-o', 'temporal', command], () => {
      doing = `compiled ${++compiled} of at most ${packages} packages`;
    });
    log(`Temporal server built in ${seconds()} s.`);
    renameAcross(join(folder, 'temporal'), target);
  } finally {
    clearInterval(progress);
    rmSync(folder, { recursive: true, force: true });
  }
}

function runGo(args: string[], cwd: string, onLine: (line: string) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn('go', args, {
    cwd,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 8) tail.shift();
      onLine(line);
    });
  }
  child.once('error', reject);
  child.once('close', (code) => {
    if (code === 0) resolve();
    else reject(new Error(`go ${args[0]} failed: ${tail.join('\n')}`));
  });
  return promise;
}

/** The temporary folder may lie on another file system than the cache, where a rename fails. */
function renameAcross(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    const copy = spawnSync('cp', [from, to]);
    if (copy.status !== 0) throw new Error(`the program could not be copied to ${to}: ${copy.stderr.toString()}`);
  }
}
