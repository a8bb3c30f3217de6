import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { firstFreePort, freePort } from '../../commands/servers/ports.ts';
import { processIdentity } from '../../commands/servers/process.ts';
import { language, panel } from '../../commands/start/panel.ts';
import { createProgress } from '../../commands/start/progress.ts';
import { releaseState, takeState } from '../../commands/start/state.ts';
import { countsOf } from '../../commands/test/steps.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a taken port gives way to the next free one that nobody was promised', async () => {
  const port = await freePort();
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void holder.close());
  expect(await firstFreePort(port, { except: [port + 1] })).toMatchObject({ taken: true });
  expect((await firstFreePort(port, { except: [port + 1] })).port).toBeGreaterThan(port + 1);
});

test('a second start in the same folder is refused and names the first, a dead one is no obstacle', async () => {
  const folder = await temporaryFolder();
  const record = (pid: number, identity: string | null) => writeFileSync(join(folder, 'start.json'), JSON.stringify({ pid, identity }));
  record(process.ppid, processIdentity(process.ppid));
  await expect(takeState({ fresh: false, log: () => {}, folder })).rejects.toThrow(`process ${process.ppid}`);
  record(process.ppid, 'another life');
  releaseState(await takeState({ fresh: false, log: () => {}, folder }));
  expect(existsSync(join(folder, 'start.json'))).toBe(false);
});

test('secrets are kept from start to start, and --fresh makes new ones', async () => {
  const folder = await temporaryFolder();
  const take = (fresh: boolean) => takeState({ fresh, log: () => {}, folder });
  const first = await take(false);
  writeFileSync(join(first.logs, 'api.log'), 'old');
  expect((await take(false)).secrets).toEqual(first.secrets);
  const fresh = await take(true);
  expect(fresh.secrets.secretKey).not.toBe(first.secrets.secretKey);
  expect(existsSync(join(first.logs, 'api.log'))).toBe(false);
});

test('without a terminal progress is plain lines', async () => {
  let text = '';
  const progress = createProgress({ write: (chunk) => (text += chunk) });
  await progress.step('Postgres is up', (log) => log('made anew'));
  await progress.step('Temporal is up', () => Promise.reject(new Error('no'))).catch(() => {});
  expect(text).toMatch(/^ {2}made anew\n✓ Postgres is up \(0\.0 s\)\n✗ Temporal is up \(0\.0 s\)\n$/);
});

test('with a terminal the running step stands in the last line and is wiped when it is done', async () => {
  let text = '';
  const progress = createProgress({ isTTY: true, columns: 40, write: (chunk) => (text += chunk) });
  const { promise, resolve } = Promise.withResolvers<void>();
  const step = progress.step('Building', () => promise);
  await expect.poll(() => text).toContain('Building 0.');
  resolve();
  await step;
  const lines = text.split('\r\u001b[K');
  expect(lines.at(-2)).toMatch(/^✓ Building \(0\.\d s\)\n$/);
  expect(lines.at(-1)).toBe('');
});

test("the panel's first address is the app's, in the language of the surroundings", () => {
  const facts = {
    appUrl: 'http://localhost:8080',
    demo: { accounts: [{ name: 'Ada', email: 'ada@drogerie.example', password: 'demo', role: 'agent' }], slug: 'drogerie' },
    temporalUi: 'http://127.0.0.1:8233',
    folder: '/srv/vorgang/.vorgang',
    ports: { app: 8080, worker: 8090, postgres: 5480, temporal: 7233, temporalUi: 8233, smtp: 2525, imap: 1143 },
    seconds: 4.2,
  };
  const german = panel({ ...facts, language: language({ LANG: 'de_AT.UTF-8' }) });
  expect(german.match(/https?:\S+/)?.[0]).toBe('http://localhost:8080');
  expect(german).toContain('Vorgang läuft (nach 4,2 s)');
  expect(german).toMatch(/ada@drogerie\.example\s+demo\s+agent/);
  expect(panel({ ...facts, language: language({ LANG: 'C.UTF-8' }) })).toContain('http://localhost:8080/contact/drogerie');
});

test('a test file that did not load counts as a failure', () => {
  const report = {
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'pending' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countsOf(report)).toEqual({ passed: 2, failed: 2, skipped: 1 });
});
