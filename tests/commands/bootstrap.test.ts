import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const bootstrap = join(import.meta.dirname, '..', '..', 'commands', 'bootstrap.mjs');

/** A project of its own with one command and a stand-in for npm that notes how it was called and installs what it is told. */
async function project(wanted: string, installed: string | null) {
  const folder = await temporaryFolder();
  const modules = join(folder, 'node_modules');
  mkdirSync(join(folder, 'commands'));
  cpSync(bootstrap, join(folder, 'commands', 'bootstrap.mjs'));
  writeFileSync(join(folder, 'commands', 'hello.ts'), 'console.log("hello", process.argv[2], process.env.TZ); process.exit(3);');
  const lock = (version: string, more = {}) =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version }, 'node_modules/mac-only': { version: '1.0.0', optional: true }, ...more },
    });
  writeFileSync(join(folder, 'package-lock.json'), lock(wanted));
  if (installed) {
    mkdirSync(modules);
    writeFileSync(join(modules, '.package-lock.json'), JSON.stringify({ packages: { 'node_modules/a': { version: installed } } }));
  }
  const npm = join(folder, 'npm.cjs');
  writeFileSync(
    npm,
    `const fs = require('node:fs'); console.log('npm', process.argv[2]);
     fs.mkdirSync('node_modules', { recursive: true });
     fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '2.0.0' } } }));`,
  );
  return (...args: string[]) => {
    const env = { ...process.env, npm_execpath: npm };
    const { stdout, stderr, status } = spawnSync(process.execPath, ['commands/bootstrap.mjs', ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { output: stdout + stderr, status };
  };
}

test('a fresh clone is installed once, and the command gets its arguments and gives its exit code', async () => {
  const run = await project('2.0.0', null);
  expect(run('hello', 'you')).toMatchObject({ status: 3, output: expect.stringMatching(/npm ci\n[^]*hello you UTC/) });
  expect(run('hello', 'again')).toEqual({ status: 3, output: 'hello again UTC\n' });
});

test('what npm has installed already is not installed again, packages for other systems may be absent', async () => {
  const run = await project('1.0.0', '1.0.0');
  expect(run('hello', 'you')).toEqual({ status: 3, output: 'hello you UTC\n' });
});

test('another version than the lock file names is replaced', async () => {
  const run = await project('2.0.0', '1.0.0');
  expect(run('hello', 'you').output).toContain('npm ci');
});

test('the lock file names every optional package of every system, else npm ci refuses', () => {
  const { packages } = JSON.parse(readFileSync(join(bootstrap, '..', '..', 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  /** As Node looks for it: beneath, then further up. */
  const isNamed = (path: string, name: string) => {
    const folders = path.split('/node_modules/').map((_, index, parts) => `${parts.slice(0, index + 1).join('/node_modules/')}/`);
    return ['', ...folders].some((folder) => packages[`${folder}node_modules/${name}`]);
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isNamed(path, name)),
  );
  expect(missing).toEqual([]);
});

test('an unknown command is named, nothing is installed for it', async () => {
  const run = await project('2.0.0', null);
  expect(run('../hello')).toEqual({ status: 1, output: 'There is no command "../hello". See "scripts" in package.json.\n' });
});
