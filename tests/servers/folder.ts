import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftover, isAlive } from '../../commands/servers/process.ts';

const prefix = 'vorgang-test-';

/**
 * A temporary folder for one server of this test run, named by our process, so that a later run can tell what a killed one left
 * behind (and ends its servers and deletes its folders).
 */
export async function runFolder(name: string): Promise<string> {
  await sweep();
  const folder = join(tmpdir(), `${prefix}${process.pid}-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o755 });
  return folder;
}

async function sweep(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(prefix)) continue;
    const owner = Number(entry.slice(prefix.length).split('-')[0]);
    if (owner === process.pid || isAlive(owner)) continue;
    await endLeftover(join(tmpdir(), entry, 'process.json'));
    rmSync(join(tmpdir(), entry), { recursive: true, force: true });
  }
}
