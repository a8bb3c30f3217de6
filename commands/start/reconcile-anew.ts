import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './sources.ts';

/**
 * Runs `reconcile` against the demo's servers: Temporal's file is new, the database is not.
 * @throws with its output if it fails
 */
export function reconcileAnew(env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [join(projectFolder, 'commands', 'reconcile.ts')], {
    cwd: projectFolder,
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The open requests could not be started anew. Run \`npm run reconcile\` to see why:\n${output.trim()}`));
    });
  });
}
