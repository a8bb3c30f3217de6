import { once } from 'node:events';
import { expect, it } from 'vitest';
import { openImap, within } from '../../../activities/mail/imap-connection.ts';
import { watch } from '../../../activities/mail/watch-mailbox.ts';
import { mailText, pointTo, shop } from './setting.ts';
import { until, watching } from './watching.ts';
import { imapPhases } from '../../faults/imap-phases.ts';
import { startProxy } from '../../faults/tcp-proxy.ts';

const w = watching();

it('reads what waits, marks it as seen, and then what comes while it idles', async () => {
  for (let n = 0; n < 3; n += 1) w.arrive(mailText({ subject: `Frage ${n}` }));
  const watching = w.startWatch();
  await w.decided(3);
  await until(() => expect(w.server.list(shop).every((mail) => mail.flags.includes('\\Seen'))).toBe(true));
  await until(async () => expect(await w.mailboxRow()).toMatchObject({ last_error: null }));
  expect(await w.folders()).toMatchObject([{ name: 'INBOX', last_uid: '3', on_server: 3, in_ledger: 3, vanished: 0, missing: 0 }]);
  const at = Date.now();
  w.arrive(mailText({ subject: 'Noch eine' }));
  await w.decided(4);
  expect(Date.now() - at).toBeLessThan(3000);
  expect(await watching.stop()).toBe('again');
  const rows = await w.ledger();
  expect(rows.map((row) => [row.uid, row.verdict])).toEqual([1, 2, 3, 4].map((uid) => [String(uid), 'request']));
  const [first] = rows;
  expect(first?.raw.equals(w.server.list(shop)[0]?.raw ?? Buffer.alloc(0))).toBe(true);
});

it('takes hundreds of waiting mails in, each once, in order for each sender', async () => {
  const senders = ['anna', 'bert', 'carl', 'dora', 'emil', 'fritz', 'gerd'];
  const raws = Array.from({ length: 300 }, (_, n) =>
    mailText({ from: `${senders[n % senders.length]}@kunden.example`, subject: `Frage ${n}` }),
  );
  for (const raw of raws) w.arrive(raw);
  w.startWatch();
  await w.decided(300);
  const requests = await w.setting.inTenant((trx) =>
    trx.selectFrom('request').select(['subject', 'requester_address']).orderBy('number').execute(),
  );
  expect(requests).toHaveLength(300);
  for (const sender of senders) {
    const order = requests
      .filter((one) => one.requester_address === `${sender}@kunden.example`)
      .map((one) => Number(one.subject.split(' ')[1]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  expect(w.setting.delivered).toHaveLength(300);
}, 60_000);

it('makes nothing new of a mailbox that is numbered anew', async () => {
  for (let n = 0; n < 5; n += 1) w.arrive(mailText({ subject: `Frage ${n}` }));
  await w.watchUntil(5);
  w.server.renumber(shop);
  w.arrive(mailText({ subject: 'Neu' }));
  await w.watchUntil(11);
  const rows = await w.ledger();
  expect(rows.filter((row) => row.verdict === 'request')).toHaveLength(6);
  expect(rows.filter((row) => row.reason === 'M101 duplicate')).toHaveLength(5);
  expect(new Set(rows.map((row) => row.uid_validity)).size).toBe(2);
});

it('goes on exactly where a killed one stopped, wherever that was', async () => {
  for (let n = 0; n < 4; n += 1) w.arrive(mailText({ subject: `Frage ${n}` }));
  // Committed to the ledger, then the process died: no verdict, no mark, and for the second half not even a row.
  const never = { ...w.setting.deps, deliver: () => Promise.resolve() };
  const [first, second] = w.server.list(shop);
  const uidValidity = await uidValidityOf();
  for (const mail of [first, second]) await w.setting.ledger(mail?.raw ?? '', { uid: mail?.uid ?? 0, uidValidity });
  const end = new AbortController();
  const ended = watch(never, w.input(), end.signal);
  await w.decided(4);
  end.abort();
  await ended;
  const rows = await w.ledger();
  expect(rows.map((row) => [row.uid, row.verdict])).toEqual([1, 2, 3, 4].map((uid) => [String(uid), 'request']));
  expect(await w.setting.inTenant((trx) => trx.selectFrom('request').select('id').execute())).toHaveLength(4);
});

it('loses and doubles nothing when the connection is cut again and again', async () => {
  const proxy = await startProxy(w.server.ports.imap);
  w.cleanUp(() => proxy.stop());
  await pointTo(w.setting, { smtp: w.server.ports.smtp, imap: proxy.port });
  for (let n = 0; n < 60; n += 1) w.arrive(mailText({ subject: `Frage ${n}`, text: 'x'.repeat(6000) }));
  let cut = 0;
  for (const bytes of [1, 60, 200, 400, 900, 1500, 3000, 8000, 20_000, 60_000, 120_000]) {
    proxy.plan({ at: { bytes }, does: 'cut' });
    const end = new AbortController();
    await watch(w.setting.deps, w.input(), end.signal).catch((error: Error) => expect(error.message).toContain(w.setting.mailbox));
    cut += 1;
  }
  expect(cut).toBe(11);
  expect((await w.mailboxRow()).last_error).not.toBeNull();
  proxy.plan(null);
  w.startWatch();
  await w.decided(60);
  await until(async () => expect((await w.mailboxRow()).last_error).toBeNull());
  const rows = await w.ledger();
  // At which the connection broke three times come behind the others.
  expect(rows.map((row) => Number(row.uid)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(await w.setting.inTenant((trx) => trx.selectFrom('request').select('id').execute())).toHaveLength(60);
}, 60_000);

it('says in plain words what is wrong, without the password', async () => {
  await w.setting.inTenant(async (trx) => {
    const { seal } = await import('../../../config/secret.ts');
    await trx
      .updateTable('mailbox')
      .set({ secret: seal(w.setting.deps.services.secretKey, 'falsch!') })
      .where('id', '=', w.setting.mailbox)
      .execute();
  });
  const error = await watch(w.setting.deps, w.input(), new AbortController().signal).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ type: 'mailbox-unreachable', message: `Mailbox ${w.setting.mailbox}: login-refused.` });
  expect((await w.mailboxRow()).last_error).toMatch(/Kennwort abgelehnt/);
  await w.server.stop();
  await expect(watch(w.setting.deps, w.input(), new AbortController().signal)).rejects.toThrow('unreachable');
  expect((await w.mailboxRow()).last_error).toMatch(/nicht erreichbar/);
  expect(JSON.stringify([w.setting.warnings, (await w.mailboxRow()).last_error])).not.toContain('falsch!');
});

it('of a mailbox that is switched off, or of another generation, reads nothing', async () => {
  w.arrive(mailText({}));
  await expect(watch(w.setting.deps, { ...w.input(), generation: 2 }, new AbortController().signal)).rejects.toMatchObject({
    type: 'generation-mismatch',
    nonRetryable: true,
  });
  await w.setting.inTenant((trx) => trx.updateTable('mailbox').set({ active: false }).where('id', '=', w.setting.mailbox).execute());
  expect(await watch(w.setting.deps, w.input(), new AbortController().signal)).toBe('stopped');
  expect(await w.ledger()).toEqual([]);
});

it('a mail beyond the limit is shown as failed and holds up nobody', async () => {
  w.arrive(mailText({ subject: 'Riesig', text: 'x'.repeat(1000) }) + 'y'.repeat(41 * 1024 * 1024));
  w.arrive(mailText({ subject: 'Klein' }));
  w.startWatch();
  await w.decided(2);
  const rows = await w.ledger();
  expect(rows.map((row) => [row.verdict, row.reason])).toEqual([
    ['failed', 'M902 too-large'],
    ['request', 'M801 new-request'],
  ]);
  expect(rows[0]?.size).toBeGreaterThan(41 * 1024 * 1024);
  expect(rows[0]?.raw.length).toBe(256 * 1024);
}, 60_000);

it('a server that never confirms IDLE is given up, although it is connected', async () => {
  const proxy = await startProxy(w.server.ports.imap);
  w.cleanUp(() => proxy.stop());
  const { client, gone } = await openImap({
    host: '127.0.0.1',
    port: proxy.port,
    secure: false,
    user: shop,
    credential: { password: 'geheim' },
    isLocal: true,
  });
  await client.mailboxOpen('INBOX');
  proxy.plan({ at: imapPhases.idle, does: 'stall' });
  client.idle().catch(() => undefined);
  await until(() => expect(proxy.struck()).toBe(1));
  await expect(within(client, 100, client.noop())).rejects.toMatchObject({ code: 'ETIMEOUT' });
  await gone;
});

async function uidValidityOf(): Promise<number> {
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: w.server.ports.imap,
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
