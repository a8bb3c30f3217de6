import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watch } from '../../../activities/mail/watch-mailbox.ts';
import type { MailServer } from '../../../commands/servers/mail-server.ts';
import type { Watched } from '../../../workflows/contracts.ts';
import { attachMailServer, createSetting, mailText, pointTo, type Setting, shop } from './setting.ts';
import { startProxy } from '../../faults/tcp-proxy.ts';

let setting: Setting;
let server: MailServer;
const cleanUp: (() => Promise<unknown> | void)[] = [];

beforeEach(async () => {
  setting = await createSetting();
  server = await attachMailServer(setting);
  cleanUp.push(
    () => setting.end(),
    () => server.stop(),
  );
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

const envelope = { from: 'anna@kunden.example', to: [shop] };
const arrive = (raw: string): void => server.deliver(raw, envelope);
const ledger = () => setting.inTenant((trx) => trx.selectFrom('inbound_mail').selectAll().orderBy('seq').execute());
const mailboxRow = () =>
  setting.inTenant((trx) => trx.selectFrom('mailbox').selectAll().where('id', '=', setting.mailbox).executeTakeFirstOrThrow());
const input = () => ({ tenant: setting.tenant, mailbox: setting.mailbox, generation: 1 });

/** Watches until the test ends it. */
function startWatch(): { ended: Promise<Watched>; stop(): Promise<Watched> } {
  const end = new AbortController();
  const ended = watch(setting.deps, input(), end.signal);
  ended.catch(() => undefined);
  cleanUp.push(() => {
    end.abort();
    return ended.catch(() => undefined);
  });
  return {
    ended,
    stop: () => {
      end.abort();
      return ended;
    },
  };
}

const until = (check: () => Promise<void> | void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const decided = (count: number): Promise<void> =>
  until(async () => {
    const rows = await ledger();
    expect(rows.filter((row) => row.verdict !== null)).toHaveLength(count);
  });

it('reads what waits, marks it as seen, and then what comes while it idles', async () => {
  for (let n = 0; n < 3; n += 1) arrive(mailText({ subject: `Frage ${n}` }));
  const watching = startWatch();
  await decided(3);
  await until(() => expect(server.list(shop).every((mail) => mail.flags.includes('\\Seen'))).toBe(true));
  await until(async () => expect(await mailboxRow()).toMatchObject({ last_uid: '3', last_error: null, server_count: 3 }));
  const at = Date.now();
  arrive(mailText({ subject: 'Noch eine' }));
  await decided(4);
  expect(Date.now() - at).toBeLessThan(3000);
  expect(await watching.stop()).toBe('again');
  const rows = await ledger();
  expect(rows.map((row) => [row.uid, row.verdict])).toEqual([1, 2, 3, 4].map((uid) => [String(uid), 'request']));
  const [first] = rows;
  expect(first?.raw.equals(server.list(shop)[0]?.raw ?? Buffer.alloc(0))).toBe(true);
});

it('takes hundreds of waiting mails in, each once, in order for each sender', async () => {
  const senders = ['anna', 'bert', 'carl', 'dora', 'emil', 'fritz', 'gerd'];
  const raws = Array.from({ length: 300 }, (_, n) =>
    mailText({ from: `${senders[n % senders.length]}@kunden.example`, subject: `Frage ${n}` }),
  );
  for (const raw of raws) arrive(raw);
  startWatch();
  await decided(300);
  const requests = await setting.inTenant((trx) =>
    trx.selectFrom('request').select(['subject', 'requester_address']).orderBy('number').execute(),
  );
  expect(requests).toHaveLength(300);
  for (const sender of senders) {
    const order = requests
      .filter((one) => one.requester_address === `${sender}@kunden.example`)
      .map((one) => Number(one.subject.split(' ')[1]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  expect(setting.delivered).toHaveLength(300);
}, 60_000);

it('makes nothing new of a mailbox that is numbered anew', async () => {
  for (let n = 0; n < 5; n += 1) arrive(mailText({ subject: `Frage ${n}` }));
  await watchUntil(5);
  server.renumber(shop);
  arrive(mailText({ subject: 'Neu' }));
  await watchUntil(11);
  const rows = await ledger();
  expect(rows.filter((row) => row.verdict === 'request')).toHaveLength(6);
  expect(rows.filter((row) => row.reason === 'M101 duplicate')).toHaveLength(5);
  expect(new Set(rows.map((row) => row.uid_validity)).size).toBe(2);
});

it('goes on exactly where a killed one stopped, wherever that was', async () => {
  for (let n = 0; n < 4; n += 1) arrive(mailText({ subject: `Frage ${n}` }));
  // Committed to the ledger, then the process died: no verdict, no mark, and for the second half not even a row.
  const never = { ...setting.deps, deliver: () => Promise.resolve() };
  const [first, second] = server.list(shop);
  await setting.inTenant((trx) =>
    trx.updateTable('mailbox').set({ uid_validity: null, last_uid: 0 }).where('id', '=', setting.mailbox).execute(),
  );
  const uidValidity = await uidValidityOf();
  for (const mail of [first, second]) await setting.ledger(mail?.raw ?? '', { uid: mail?.uid ?? 0, uidValidity });
  const end = new AbortController();
  const ended = watch(never, input(), end.signal);
  await decided(4);
  end.abort();
  await ended;
  const rows = await ledger();
  expect(rows.map((row) => [row.uid, row.verdict])).toEqual([1, 2, 3, 4].map((uid) => [String(uid), 'request']));
  expect(await setting.inTenant((trx) => trx.selectFrom('request').select('id').execute())).toHaveLength(4);
});

it('loses and doubles nothing when the connection is cut again and again', async () => {
  const proxy = await startProxy(server.ports.imap);
  cleanUp.push(() => proxy.stop());
  await pointTo(setting, { smtp: server.ports.smtp, imap: proxy.port });
  for (let n = 0; n < 60; n += 1) arrive(mailText({ subject: `Frage ${n}`, text: 'x'.repeat(2000) }));
  let cut = 0;
  for (const bytes of [1, 60, 200, 400, 900, 1500, 3000, 8000, 20_000, 60_000, 120_000]) {
    proxy.plan({ at: { bytes }, does: 'cut' });
    const end = new AbortController();
    await watch(setting.deps, input(), end.signal).catch((error: Error) => expect(error.message).toContain(setting.mailbox));
    cut += 1;
  }
  expect(cut).toBe(11);
  expect((await mailboxRow()).last_error).not.toBeNull();
  proxy.plan(null);
  startWatch();
  await decided(60);
  await until(async () => expect((await mailboxRow()).last_error).toBeNull());
  const rows = await ledger();
  expect(rows.map((row) => Number(row.uid))).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(await setting.inTenant((trx) => trx.selectFrom('request').select('id').execute())).toHaveLength(60);
}, 60_000);

it('says in plain words what is wrong, without the password', async () => {
  await setting.inTenant(async (trx) => {
    const { seal } = await import('../../../config/secret.ts');
    await trx
      .updateTable('mailbox')
      .set({ secret: seal(setting.deps.services.secretKey, 'falsch!') })
      .where('id', '=', setting.mailbox)
      .execute();
  });
  const error = await watch(setting.deps, input(), new AbortController().signal).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ type: 'mailbox-unreachable', message: `Mailbox ${setting.mailbox}: login-refused.` });
  expect((await mailboxRow()).last_error).toMatch(/Kennwort abgelehnt/);
  await server.stop();
  await expect(watch(setting.deps, input(), new AbortController().signal)).rejects.toThrow('unreachable');
  expect((await mailboxRow()).last_error).toMatch(/nicht erreichbar/);
  expect(JSON.stringify([setting.warnings, (await mailboxRow()).last_error])).not.toContain('falsch!');
});

it('of a mailbox that is switched off, or of another generation, reads nothing', async () => {
  arrive(mailText({}));
  await expect(watch(setting.deps, { ...input(), generation: 2 }, new AbortController().signal)).rejects.toMatchObject({
    type: 'generation-mismatch',
    nonRetryable: true,
  });
  await setting.inTenant((trx) => trx.updateTable('mailbox').set({ active: false }).where('id', '=', setting.mailbox).execute());
  expect(await watch(setting.deps, input(), new AbortController().signal)).toBe('stopped');
  expect(await ledger()).toEqual([]);
});

it('a mail beyond the limit is shown as failed and holds up nobody', async () => {
  arrive(mailText({ subject: 'Riesig', text: 'x'.repeat(1000) }) + 'y'.repeat(41 * 1024 * 1024));
  arrive(mailText({ subject: 'Klein' }));
  startWatch();
  await decided(2);
  const rows = await ledger();
  expect(rows.map((row) => [row.verdict, row.reason])).toEqual([
    ['failed', 'M902 too-large'],
    ['request', 'M801 new-request'],
  ]);
  expect(rows[0]?.size).toBeGreaterThan(41 * 1024 * 1024);
  expect(rows[0]?.raw.length).toBe(256 * 1024);
}, 60_000);

async function watchUntil(count: number): Promise<void> {
  const end = new AbortController();
  const ended = watch(setting.deps, input(), end.signal);
  await decided(count);
  end.abort();
  await ended;
}

async function uidValidityOf(): Promise<number> {
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.ports.imap,
    secure: false,
    auth: { user: shop, pass: 'geheim' },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  const { uidValidity } = await client.mailboxOpen('INBOX');
  const closed = once(client, 'close');
  client.close();
  await closed;
  return Number(uidValidity);
}
