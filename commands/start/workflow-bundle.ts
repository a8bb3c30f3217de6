import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runApart } from './apart.ts';
import { hashOfFiles } from './sources.ts';

/**
 * Bundles the workflow code once for all starts of the worker (five seconds), again when its sources changed.
 * @returns the bundle's path, for WORKFLOW_BUNDLE
 */
export async function buildWorkflowBundle(file: string): Promise<string> {
  const stamp = `${file}.sources`;
  // Only types come from elsewhere: lint forbids workflows any value from the other layers.
  const sources = hashOfFiles(['workflows', 'package-lock.json']);
  const made = existsSync(file) ? readFileSync(file) : null;
  const wanted = (bundle: string | Buffer) => `${sources} ${createHash('sha256').update(bundle).digest('hex')}`;
  if (made && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted(made)) return file;
  // It brings a whole bundler.
  const code = await runApart<string>('start/bundle-workflows.ts', {});
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  writeFileSync(stamp, wanted(code));
  return file;
}
