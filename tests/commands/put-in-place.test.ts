import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putInPlace } from '../../commands/start/put-in-place.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a new build of the web app keeps the one before for pages that are open, and no older one', async () => {
  const folder = await temporaryFolder();
  const [target, build] = [join(folder, 'dist'), join(folder, 'dist', '.build')];
  const make = (version: string) => {
    mkdirSync(join(build, 'assets'), { recursive: true });
    writeFileSync(join(build, 'index.html'), version);
    writeFileSync(join(build, 'assets', `app-${version}.js`), version);
    writeFileSync(join(build, 'assets', 'font-same.woff2'), 'font');
    putInPlace(build, target);
  };
  const assets = () => readdirSync(join(target, 'assets')).toSorted();

  make('1');
  expect(assets()).toEqual(['app-1.js', 'font-same.woff2']);
  make('2');
  expect(readFileSync(join(target, 'index.html'), 'utf8')).toBe('2');
  expect(assets()).toEqual(['app-1.js', 'app-2.js', 'font-same.woff2']);
  make('3');
  expect(assets()).toEqual(['app-2.js', 'app-3.js', 'font-same.woff2']);
  expect(readdirSync(target)).not.toContain('.build');
});
