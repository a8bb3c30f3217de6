import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { cacheFolder } from '../../commands/servers/temporal-cli.ts';

/**
 * A headless Chrome or Chromium: the one that CHROME_BIN names, one found on this machine, else npm's @sparticuz/chromium (Linux x64),
 * unpacked once into the user's cache folder.
 * @throws with the ways out where there is none
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const found = process.env['CHROME_BIN'] ?? installed.find((file) => existsSync(file)) ?? onPath();
  // Without its sandbox Chrome also runs as root; these tests open our own pages only.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--force-color-profile=srgb'];
  if (found) return chromium.launch({ executablePath: found, args, ...options });
  const folder = unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...args, '--no-zygote', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    env: { ...process.env, ...surroundings(folder) },
    ...options,
  });
}

const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function onPath(): string | undefined {
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
  const folders = (process.env['PATH'] ?? '').split(':').filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Folder of the unpacked package, made once per version; several test runs may try at once, so it is put in place by a rename. */
function unpacked(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser tests found no Chrome or Chromium. Install one, or name it: CHROME_BIN=/path/to/chrome.');
  }
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(entry, '..', '..', 'package.json'), 'utf8')) as { version: string };
  const folder = join(cacheFolder(), 'chromium', version);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  // The package unpacks into the temporary folder; in a Lambda (which we claim to be) the system libraries that Chromium needs as well.
  const unpack = `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath();`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], {
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** What a bare machine lacks: fonts, and libraries such as NSS. The machine's own come first. */
function surroundings(folder: string): Record<string, string> {
  const missing = spawnSync('ldd', [join(folder, 'chromium')], { encoding: 'utf8' }).stdout?.includes('not found');
  return {
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    ...(missing ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}),
  };
}
