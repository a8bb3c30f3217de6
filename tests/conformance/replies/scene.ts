import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { compose } from '../../../activities/mail/compose.ts';
import { startPostgres } from '../../../commands/servers/postgres.ts';
import { json } from '../../../db/client.ts';
import { migrate } from '../../../db/migrate.ts';
import { mailText, type Setting, settingIn, shop } from '../../activities/mail/setting.ts';
import { acknowledge } from '../../activities/mail/written.ts';

const run = promisify(execFile);

const customer = 'anna@kunden.example';
const colleague = 'carl@kollegen.example';
const authservId = 'mx.shop.example';
const longAgo = 2 * 365 * 86_400_000;

/** One mail that came back, as the generator describes it. */
export interface Returned {
  file: string;
  family: string;
  name: string;
  expect: string | string[];
  never?: string[];
  policy?: true;
  setup?: string;
  step?: number;
  why: string;
}

export interface Stage {
  /** A tenant of its own with three requests and our mails to their customers, and what the generator makes of the first. */
  scene(name: string): Promise<Scene>;
  close(): Promise<void>;
}

export interface Scene {
  setting: Setting;
  /** The request that the mail belongs to which went out. */
  request: string;
  returned: Returned[];
  raw(mail: Returned): Buffer;
  end(): Promise<void>;
}

/** A database for all scenes of a run. */
export async function openStage(generator: string, half: string): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-replies-'));
  const server = await startPostgres({ folder: path.join(folder, 'postgres'), port: 0, log: () => undefined, settings: { fsync: 'off' } });
  const url = server.url('postgres');
  await migrate({ url, appPassword: 'replies' });
  const appUrl = url.replace(/\/\/postgres:[^@]*@/, '//vorgang_app:replies@');
  let scenes = 0;

  return {
    async scene(name) {
      scenes += 1;
      const setting = await settingIn({ url, appUrl, drop: () => Promise.resolve() }, `shop-${scenes}`);
      const home = path.join(folder, String(scenes));
      mkdirSync(home);
      await believe(setting);
      const [first, second, expired] = [
        await correspond(setting, mailText({ headers: [`Cc: Carl <${colleague}>`] }), customer),
        await correspond(setting, mailText({ from: 'Bert <bert@kunden.example>' }), 'bert@kunden.example'),
        await correspond(setting, mailText({}), customer),
      ];
      await end(setting, expired.request);
      for (const [file, { raw }] of Object.entries({ first, second, expired })) writeFileSync(path.join(home, `${file}.eml`), raw);
      const out = path.join(home, 'returned');
      const files = ['--second', path.join(home, 'second.eml'), '--expired', path.join(home, 'expired.eml')];
      const people = ['--from', customer, '--other', 'mallory@elsewhere.example', '--agent', 'lena@shop.example', '--colleague', colleague];
      const pattern = `^${name.replace(/[^\w/-]/g, '.')}$`;
      const options = ['--authserv-id', authservId, '--set', half, '--only', pattern, '--out', out];
      await run(process.execPath, [generator, path.join(home, 'first.eml'), ...people, ...files, ...options]);
      const returned = JSON.parse(readFileSync(path.join(out, 'expected.json'), 'utf8')) as Returned[];
      if (returned.some(({ setup }) => /close the request/i.test(setup ?? ''))) await end(setting, first.request);
      return {
        setting,
        request: first.request,
        returned,
        raw: ({ file }) => readFileSync(path.join(out, file)),
        end: async () => {
          await setting.end();
          rmSync(home, { recursive: true, force: true });
        },
      };
    },
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Our own server's checks of senders count. */
async function believe({ inTenant, mailbox }: Setting): Promise<void> {
  const imap = json({ host: '127.0.0.1', port: 1, secure: false, user: shop, authservId });
  await inTenant((trx) => trx.updateTable('mailbox').set({ imap }).where('id', '=', mailbox).execute());
}

/** A customer's mail becomes a request, and we answer: the bytes that leave the house. */
async function correspond(setting: Setting, mail: string, to: string): Promise<{ request: string; raw: Buffer }> {
  const { request } = await setting.receive(mail);
  if (request === null) throw new Error('The customer’s mail became no request.');
  const row = await acknowledge(setting, request, {
    to: [{ address: to }],
    text: 'Guten Tag,\n\nbitte nennen Sie uns die Seriennummer.\n\nDer Shop',
  });
  return { request, raw: await compose(setting.inTenant, setting.deps.services, row) };
}

/** Over, two years ago. */
async function end({ inTenant }: Setting, request: string): Promise<void> {
  const at = new Date(Date.now() - longAgo);
  await inTenant((trx) =>
    trx.updateTable('request').set({ status: 'archived', closed_at: at, archived_at: at }).where('id', '=', request).execute(),
  );
}
