import { expect, it } from 'vitest';
import { takeIn } from '../../../activities/mail/intake.ts';
import { connect, json } from '../../../db/client.ts';
import { originalOf } from '../../../db/inbound-mail.ts';
import { authenticationOf } from '../../../domain/mail/authentication.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import { startProxy } from '../../faults/tcp-proxy.ts';
import { handOver, startDelivering } from './delivering.ts';
import { mailText, settingIn, shop } from './setting.ts';
import { watching } from './watching.ts';

const w = watching();

async function delivering(...config: Parameters<typeof startDelivering>[1][]) {
  const delivery = await startDelivering(w.setting, ...config);
  w.cleanUp(() => delivery.stop());
  return delivery;
}
const verdicts = async (): Promise<(string | null)[]> => (await w.ledger()).map((row) => row.reason);
const requests = (): Promise<{ id: string }[]> => w.setting.inTenant((trx) => trx.selectFrom('request').select('id').execute());
const withoutId = (raw: string): string => raw.replace(/^Message-ID:.*\r\n/m, '');

it('a mail that is handed to us is in the ledger as it came when its sender hears 250, with its envelope on top, and becomes a request', async () => {
  const { ports } = await delivering();
  const raw = mailText({ subject: 'Direkt', headers: ['Authentication-Results: mx.shop.example; dmarc=pass'] });
  const outcome = await handOver(ports.smtp, raw, { from: '', to: ['Service+r123@Shop.example', shop] });
  const [row] = await w.ledger();
  expect(outcome).toEqual({ answer: `250 OK: in the ledger as ${row?.id}`, rejected: [] });
  expect(row?.raw.toString()).toBe(raw);
  expect(row).toMatchObject({ folder: ':delivery', uid: '1', size: raw.length });
  const mail = await parseMail(originalOf(row!));
  expect(mail).toMatchObject({ returnPath: '', deliveredTo: ['service+r123@shop.example', shop] });
  expect(mail.headers['received']?.[0]).toMatch(/^from \S+ \(\[127\.0\.0\.1\]\) by mx\.shop\.example with ESMTP id \w+; /);
  // What came with it claims to be ours; nobody of ours has checked anything.
  expect(authenticationOf(mail, 'mx.shop.example')).toBeNull();
  await w.decided(1);
  expect(await verdicts()).toEqual(['M801 new-request']);
  expect(w.setting.delivered).toHaveLength(1);
});

it('takes mail for mailboxes of ours alone, passes nothing on, and says which trouble will pass', async () => {
  const { ports } = await delivering({ largestMail: 2000 });
  const answer = async (to: string, raw = mailText({})) => (await handOver(ports.smtp, raw, { to: [to] })).answer;
  expect(await answer('niemand@shop.example')).toBe('550');
  expect(await answer('anna@anderswo.example')).toBe('550');
  expect(await answer('anna%anderswo.example@shop.example')).toBe('550');
  expect(await answer(shop, mailText({ text: 'lang '.repeat(1000) }))).toBe('552');
  await w.change({ active: false });
  expect(await answer(shop)).toBe('450');
  expect(await w.ledger()).toEqual([]);
  await w.change({ active: true });
  expect(await handOver(ports.smtp, mailText({}), { to: ['niemand@shop.example', shop] })).toMatchObject({
    answer: expect.stringMatching(/^250/) as string,
    rejected: ['niemand@shop.example'],
  });
});

it('while the database is away nobody hears 250, and the same server takes mail when it is back', async () => {
  const db = connect(w.setting.database.appUrl.replace(/:\d+\//, ':1/'));
  w.cleanUp(() => db.destroy());
  const delivery = await startDelivering({ deps: { ...w.setting.deps, db } });
  w.cleanUp(() => delivery.stop());
  expect((await handOver(delivery.ports.smtp, mailText({}), { to: [shop] })).answer).toBe('451');
  expect((await handOver(delivery.ports.lmtp, mailText({}), { to: [shop], lmtp: true })).answer).toBe('451');
});

it('by LMTP each recipient has an answer of its own, and each tenant its own row', async () => {
  const { ports } = await delivering();
  const second = await settingIn(w.setting.database, 'second');
  w.cleanUp(() => second.db.destroy());
  const server = json({ host: '127.0.0.1', port: 1, secure: false, user: 'x' });
  await second.inTenant((trx) =>
    trx
      .insertInto('mailbox')
      .values({ address: 'hilfe@zweit.example', name: 'Zweiter', imap: server, smtp: server, secret: Buffer.alloc(0) })
      .execute(),
  );
  const to = [shop, 'niemand@shop.example', 'hilfe@zweit.example'];
  expect(await handOver(ports.lmtp, mailText({}), { to, lmtp: true })).toMatchObject({ rejected: ['niemand@shop.example'] });
  expect(await w.ledger()).toHaveLength(1);
  const rows = await second.inTenant((trx) => trx.selectFrom('inbound_mail').select(['folder', 'uid', 'trace']).execute());
  // Both tenants have a mailbox of the shop's address: the first one has its mail.
  expect(rows).toEqual([
    { folder: ':delivery', uid: '1', trace: expect.stringContaining('Delivered-To: hilfe@zweit.example\r\n') as string },
  ]);
  expect(rows[0]?.trace).not.toContain('Authentication-Results');
});

it('a connection that breaks before the answer costs nothing and doubles nothing, with a Message-ID or without one', async () => {
  const { ports } = await delivering();
  const proxy = await startProxy(ports.smtp ?? 0);
  w.cleanUp(() => proxy.stop());
  const mails = [mailText({ subject: 'Mit' }), withoutId(mailText({ subject: 'Ohne' }))];
  for (const raw of mails) {
    proxy.plan({ at: { from: 'client', says: '\r\n.\r\n' }, does: 'cut' });
    expect((await handOver(proxy.port, raw, { to: [shop] })).answer).not.toMatch(/^250/);
    proxy.plan({ at: { from: 'server', says: 'OK: in the ledger' }, does: 'cut' });
    expect((await handOver(proxy.port, raw, { to: [shop] })).answer).not.toMatch(/^250/);
    proxy.plan(null);
    expect((await handOver(proxy.port, raw, { to: [shop] })).answer).toMatch(/^250/);
  }
  expect(proxy.struck()).toBe(4);
  await w.decided(4);
  expect((await verdicts()).map(String).toSorted()).toEqual(['M101 duplicate', 'M101 duplicate', 'M801 new-request', 'M801 new-request']);
  expect(await requests()).toHaveLength(2);
  expect(await w.folders()).toMatchObject([{ name: ':delivery', on_server: 4, in_ledger: 4, missing: 0, last_uid: '4' }]);
});

it('a mail that comes by IMAP and by delivery becomes one request, whichever is judged first', async () => {
  const { ports } = await delivering();
  for (let n = 0; n < 6; n += 1) {
    const raw = mailText({ subject: `Doppelt ${n}`, from: `Kunde <kunde-${n}@kunden.example>` });
    // What the mailbox's server writes on top makes other bytes of it.
    const copy = await w.setting.ledger(`Received: by imap.shop.example; Mon, 23 Nov 2026 10:00:05 +0100\r\n${raw}`);
    await handOver(ports.smtp, raw, { to: [shop] });
    if (n % 2 === 0) await w.decided(2 * n + 1);
    await takeIn(w.setting.deps, w.setting.tenant, copy);
    await w.decided(2 * n + 2);
  }
  expect((await verdicts()).filter((reason) => reason === 'M101 duplicate')).toHaveLength(6);
  expect(await requests()).toHaveLength(6);
});
