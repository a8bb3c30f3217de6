import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles, projectFolder } from './sources.ts';

const stamp = join(projectFolder, 'web', 'dist', '.sources');

/**
 * Builds the web app into web/dist with Vite if its sources changed since the last time.
 * @returns whether it was built
 * @throws with Vite's own messages
 */
export async function buildWeb({ force = false } = {}): Promise<boolean> {
  const sources = hashOfFiles(['web', 'api', 'config', 'domain', 'package-lock.json']);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  await runVite();
  writeFileSync(stamp, sources);
  return true;
}

function runVite(): Promise<void> {
  const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join('web', 'vite.config.ts'), '--logLevel', 'warn'];
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
