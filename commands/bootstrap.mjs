// Starts a command of commands/ on any Node from 20 on: installs the dependencies if they are not what package-lock.json says, then runs
// the command's TypeScript with the Node 24 that npm brought. Plain JavaScript, and nothing but Node's own modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');
const stamp = join(modules, '.vorgang-lock');

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  fail(
    `Vorgang needs Node 20 or newer to start; this is ${process.version}. Install a newer one from nodejs.org or with your version manager.`,
  );
}
const [name = '', ...args] = process.argv.slice(2);
const command = join(project, 'commands', `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(command)) fail(`There is no command "${name}". See "scripts" in package.json.`);

if (!isInstalled()) await install();
const child = spawn(findNode(), [command, ...args], { cwd: process.cwd(), stdio: 'inherit', env: environment() });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
stopWithParent();
child.once('error', (error) => fail(`${name} could not be started: ${error.message}`));
child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)));

/**
 * A signal to npm alone ends npm and its shell, and nobody would pass it on: the shell's end is the signal then. Started without npm we
 * may well outlive our shell.
 */
function stopWithParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}

/** The hash of the lock file is the quick answer; without it, what npm noted as installed is compared package by package. */
function isInstalled() {
  const lock = readFileSync(join(project, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readOrNull(stamp)?.trim() === hash) return true;
  const installed = JSON.parse(readOrNull(join(modules, '.package-lock.json')) ?? '{"packages":{}}').packages;
  for (const [path, wanted] of Object.entries(JSON.parse(lock).packages)) {
    if (path === '' || installed[path]?.version === wanted.version) continue;
    if (!(wanted.optional || wanted.devOptional) || installed[path]) return false;
  }
  writeFileSync(stamp, hash);
  return true;
}

async function install() {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  console.log('Installing the dependencies: this once, about a minute.');
  const progress = setInterval(() => console.log(`  still installing (${seconds()} s)`), 10_000);
  let status = await npm('ci');
  if (status !== 0) {
    // A lock file that lacks some other system's optional packages is enough for npm ci to refuse; npm install takes the same versions.
    console.log('"npm ci" failed; trying "npm install", which forgives an incomplete lock file.');
    status = await npm('install', '--no-save');
  }
  clearInterval(progress);
  if (status !== 0) fail('The dependencies could not be installed. Mend what npm says above (most often the network) and start again.');
  if (!isInstalled()) fail('npm ended well, but node_modules is not what package-lock.json says. Delete node_modules and start again.');
  console.log(`Dependencies installed in ${seconds()} s.`);
}

/** Runs the npm that started us, where there is one. Development packages bring Node 24 and the web build. */
function npm(...command) {
  const own = process.env.npm_execpath;
  const args = [...command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [program, first] = own && /\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve) => {
    const run = spawn(program, [...first, ...args], { cwd: project, stdio: 'inherit', shell: process.platform === 'win32' });
    run.once('error', (error) => fail(`npm could not be started: ${error.message}`));
    run.once('exit', resolve);
  });
}

/** Node 24 of the npm package `node`; ourselves where that is new enough and the package was left out. */
function findNode() {
  const brought = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(brought) && spawnSync(brought, ['--version']).status === 0) return brought;
  if (major >= 24) return process.execPath;
  return fail(
    `The npm package "node" has no program for this machine (${process.platform} ${process.arch}), and ${process.version} is too old. Install Node 24.`,
  );
}

/** One time zone in every process: dates inside Temporal's sandbox depend on it. */
function environment() {
  const bins = [join(modules, 'node', 'bin'), join(modules, '.bin')].join(delimiter);
  return { ...process.env, TZ: 'UTC', VORGANG_BOOTSTRAP: String(process.pid), PATH: `${bins}${delimiter}${process.env.PATH ?? ''}` };
}

function readOrNull(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
