import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a finished build where a running API serves it, without a moment in which a file is missing: new assets (their names hold their hash)
 * come beside the old ones, then the pages change over, index.html last. The assets of the build before stay for pages that are open.
 */
export function putInPlace(build: string, target: string): void {
  const assets = join(target, 'assets');
  mkdirSync(assets, { recursive: true });
  const fresh = existsSync(join(build, 'assets')) ? readdirSync(join(build, 'assets')) : [];
  for (const name of fresh) renameSync(join(build, 'assets', name), join(assets, name));
  rmSync(join(build, 'assets'), { recursive: true, force: true });
  const pages = readdirSync(build).sort((a, b) => Number(a === 'index.html') - Number(b === 'index.html'));
  for (const name of pages) renameSync(join(build, name), join(target, name));
  const listFile = join(target, '.assets');
  const before = existsSync(listFile) ? readFileSync(listFile, 'utf8').split('\n') : readdirSync(assets);
  for (const name of readdirSync(assets)) if (!fresh.includes(name) && !before.includes(name)) rmSync(join(assets, name));
  writeFileSync(listFile, fresh.join('\n'));
  rmSync(build, { recursive: true, force: true });
}
