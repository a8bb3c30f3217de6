import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { putInPlace } from './put-in-place.ts';
import { hashOfFiles, projectFolder } from './sources.ts';

const dist = join(projectFolder, 'web', 'dist');
const stamp = join(dist, '.sources');

/**
 * Builds the web app into web/dist with Vite if its sources changed since the last time; an API that serves it meanwhile goes on.
 * @returns whether it was built
 * @throws with Vite's own messages
 */
export async function buildWeb({ force = false } = {}): Promise<boolean> {
  const sources = hashOfFiles(['web', 'api', 'config', 'domain', 'package-lock.json']);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  const build = join(dist, `.build-${process.pid}`);
  await runVite(build);
  putInPlace(build, dist);
  writeFileSync(stamp, sources);
  return true;
}

function runVite(outDir: string): Promise<void> {
  const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join('web', 'vite.config.ts'), '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The web app could not be built:\n${output.trim()}`));
    });
  });
}
