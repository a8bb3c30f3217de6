import { ImapFlow } from 'imapflow';
import { register } from 'prom-client';
import { expect, it } from 'vitest';
import { raiseMailboxAlarms } from '../../../activities/mail/alarms.ts';
import { startProxy } from '../../faults/tcp-proxy.ts';
import { mailText, pointTo, shop } from './setting.ts';
import { until, watching } from './watching.ts';

const w = watching();

/** Puts a mail into another folder than the inbox, or moves one, as a mail program does. */
async function withClient<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const auth = { user: shop, pass: 'geheim' };
  const client = new ImapFlow({ host: '127.0.0.1', port: w.server.ports.imap, secure: false, auth, logger: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

const old = new Date('2026-01-05T09:00:00Z');
const counted = (expected: object[]): Promise<void> => until(async () => expect(await w.folders()).toMatchObject(expected));
const reasons = async (): Promise<(string | null)[]> => (await w.ledger()).map((row) => row.reason);

it('reads several folders, each with its own numbering; one that is not there holds up no other', async () => {
  await w.change({ folders: ['INBOX', 'Nirgends', 'Archive'] });
  await withClient((client) => client.append('Archive', mailText({ subject: 'Aus dem Archiv' })));
  w.arrive(mailText({ subject: 'Aus dem Eingang' }));
  await w.watchUntil(2);
  await counted([
    { name: 'Archive', on_server: 1, in_ledger: 1, missing: 0 },
    { name: 'INBOX', on_server: 1, in_ledger: 1, missing: 0 },
  ]);
  expect((await w.mailboxRow()).last_error).toMatch(/^Nirgends: .*Ordner/);

  await w.change({ folders: ['INBOX', 'Archive'] });
  w.server.renumber(shop, 'Archive');
  w.arrive(mailText({ subject: 'Noch eine' }));
  await w.watchUntil(4);
  expect((await reasons()).map(String).toSorted()).toEqual(['M101 duplicate', ...Array.from({ length: 3 }, () => 'M801 new-request')]);
  expect((await w.mailboxRow()).last_error).toBeNull();
});

it('of a mailbox with old mail it counts what was there before our time and fetches nothing of it, even when it is numbered anew', async () => {
  await withClient(async (client) => {
    for (let n = 0; n < 200; n += 1) await client.append('INBOX', mailText({ subject: `Alt ${n}`, date: old.toUTCString() }), [], old);
  });
  await w.change({ since: new Date() });
  w.arrive(mailText({ subject: 'Neu' }));
  await w.watchUntil(1);
  await counted([{ on_server: 201, before_count: 200, before_uids: '1:200', in_ledger: 1, missing: 0, vanished: 0 }]);

  w.server.renumber(shop);
  w.arrive(mailText({ subject: 'Danach' }));
  await w.watchUntil(3);
  await counted([{ on_server: 202, before_count: 200, in_ledger: 2, missing: 0 }]);
  expect((await reasons()).map(String).toSorted()).toEqual(['M101 duplicate', 'M801 new-request', 'M801 new-request']);

  await w.change({ since: null });
  await w.watchUntil(203);
  await counted([{ on_server: 202, before_count: 0, in_ledger: 202, missing: 0 }]);
}, 60_000);

it('mail that is moved or deleted afterwards is counted as gone, and makes nothing new where it went', async () => {
  await w.change({ folders: ['INBOX', 'Archive'] });
  for (let n = 0; n < 3; n += 1) w.arrive(mailText({ subject: `Frage ${n}` }));
  await w.watchUntil(3);
  await withClient(async (client) => {
    await client.mailboxOpen('INBOX');
    await client.messageMove('1', 'Archive', { uid: true });
    await client.messageDelete('2', { uid: true });
  });
  await w.watchUntil(4);
  await counted([
    { name: 'Archive', on_server: 1, in_ledger: 1, vanished: 0 },
    { name: 'INBOX', on_server: 1, in_ledger: 3, vanished: 2, missing: 0 },
  ]);
  expect((await w.ledger()).at(-1)).toMatchObject({ folder: 'Archive', reason: 'M101 duplicate' });
});

it('a mail that the server showed too late is found missing, told of and fetched', async () => {
  for (let n = 0; n < 3; n += 1) w.arrive(mailText({ subject: `Frage ${n}` }));
  await w.watchUntil(3);
  w.arrive(mailText({ subject: 'Verspätet' }));
  // As if a mail with a higher number had been seen before this one.
  await w.setting.inTenant((trx) => trx.updateTable('mailbox_folder').set({ last_uid: 4 }).execute());
  await w.watchUntil(4);
  await counted([{ on_server: 4, in_ledger: 4, missing: 0 }]);
  const found = await w.setting.inTenant((trx) => trx.selectFrom('mail_difference').selectAll().execute());
  expect(found).toMatchObject([{ uid: '4', tries: 1, outcome: 'fetched' }]);
  expect(w.setting.warnings.join()).toContain('the ledger has not');
});

it('a mail at which the connection breaks each time comes last, and stands in the ledger as failed in the end', async () => {
  const proxy = await startProxy(w.server.ports.imap);
  w.cleanUp(() => proxy.stop());
  await pointTo(w.setting, { smtp: w.server.ports.smtp, imap: proxy.port });
  proxy.plan({ at: { from: 'server', says: 'GIFT' }, does: 'cut' });
  w.arrive(mailText({ subject: 'eins' }));
  w.arrive(mailText({ subject: 'zwei', text: 'GIFT' }));
  w.arrive(mailText({ subject: 'drei' }));
  for (let n = 0; n < 12; n += 1) {
    const { ended } = w.startWatch();
    await Promise.race([ended.catch(() => undefined), w.decided(3)]);
    if ((await w.ledger()).filter((row) => row.verdict).length === 3) break;
  }
  await w.decided(3);
  expect((await w.ledger()).map(({ uid, reason }) => [uid, reason])).toEqual([
    ['1', 'M801 new-request'],
    ['3', 'M801 new-request'],
    ['2', 'M903 not-fetched'],
  ]);
}, 60_000);

it('a mailbox that nobody could read for too long is told of once, and no more as soon as it is read', async () => {
  await w.setting.inTenant((trx) =>
    trx
      .updateTable('mailbox')
      .set({ last_success_at: new Date(0), silent_after: 15 })
      .execute(),
  );
  await raiseMailboxAlarms(w.setting.deps);
  await raiseMailboxAlarms(w.setting.deps);
  expect(await w.mailboxRow()).toMatchObject({ silent_since: new Date(0) });
  expect(w.setting.warnings.filter((line) => line.includes('silent'))).toHaveLength(1);
  expect(await register.getSingleMetricAsString('vorgang_mailboxes_silent')).toMatch(/ 1$/);
  await w.watchUntil(0);
  expect(await w.mailboxRow()).toMatchObject({ silent_since: null });
  await raiseMailboxAlarms(w.setting.deps);
  expect(await register.getSingleMetricAsString('vorgang_mailboxes_silent')).toMatch(/ 0$/);
});
