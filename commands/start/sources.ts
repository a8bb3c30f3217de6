import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Hash over names and contents of files and folders of the project, built ones (`dist`) left out. */
export function hashOfFiles(paths: string[]): string {
  const hash = createHash('sha256');
  const files = paths.flatMap((path) => filesOf(join(projectFolder, path)));
  for (const file of files.sort())
    hash
      .update(`${relative(projectFolder, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => (name === 'dist' ? [] : filesOf(join(path, name))));
}
