import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOver, type MailToHandOver } from '../../../activities/mail/hand-over.ts';
import { sweepMail } from '../../../activities/mail/sweep.ts';
import type { MailServer, ReceivedMail, Verdict } from '../../../commands/servers/mail-server.ts';
import { seal } from '../../../config/secret.ts';
import { connect, json } from '../../../db/client.ts';
import { outboxWithMailbox } from '../../../db/outbox.ts';
import { startFaultySmtp } from '../../faults/faulty-smtp.ts';
import { attachMailServer, createSetting, mailText, pointTo, type Setting, shop } from './setting.ts';
import { startProxy } from '../../faults/tcp-proxy.ts';
import { acknowledge } from './written.ts';

let setting: Setting;
let server: MailServer;
let verdict: (mail: ReceivedMail) => Verdict | Promise<Verdict>;
const cleanUp: (() => Promise<unknown> | void)[] = [];

beforeEach(async () => {
  verdict = () => 'accept';
  setting = await createSetting();
  server = await attachMailServer(setting, (mail) => verdict(mail));
  cleanUp.push(
    () => setting.end(),
    () => server.stop(),
  );
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

const outboxRow = (id: string) =>
  setting.inTenant((trx) => trx.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const send = async (id: string) =>
  handOver(setting.deps, setting.tenant, (await setting.inTenant((trx) => outboxWithMailbox(trx, { id }))) as MailToHandOver);

async function prepared(more: Parameters<typeof acknowledge>[2] = {}) {
  const { request } = await setting.receive(mailText({ text: 'Wo ist mein Paket?' }));
  return acknowledge(setting, request, more);
}

describe('a server that says no', () => {
  it('for good (5xx at the dot): rejected', async () => {
    verdict = () => ({ refuse: 554, text: 'No thanks' });
    const row = await prepared();
    expect(await send(row.id)).toEqual({ state: 'rejected', response: expect.stringContaining('No thanks') as string });
    expect(await send(row.id)).toMatchObject({ state: 'rejected' });
    expect(server.accepted).toHaveLength(0);
  });

  it('for now (4xx at the dot): prepared again, and the next try gets through', async () => {
    verdict = () => ({ refuse: 451, text: 'Greylisted' });
    const row = await prepared();
    const put = await send(row.id);
    expect(put).toMatchObject({ state: 'prepared', response: expect.stringContaining('Greylisted') as string });
    expect(await outboxRow(row.id)).toMatchObject({
      state: 'prepared',
      attempts: 1,
      tries: 1,
      delay: 'greylisted',
      not_before: put.notBefore,
    });
    verdict = () => 'accept';
    expect(await send(row.id)).toMatchObject({ state: 'accepted' });
    expect(await outboxRow(row.id)).toMatchObject({ state: 'accepted', attempts: 2, error: null, delay: null, not_before: null });
    expect(server.accepted).toHaveLength(1);
  });

  it('for now, for two days: given up', async () => {
    verdict = () => ({ refuse: 451, text: 'Greylisted' });
    const row = await prepared();
    const first_try_at = new Date(Date.now() - 48 * 3_600_000);
    await setting.inTenant((trx) => trx.updateTable('outbox').set({ tries: 90, first_try_at }).where('id', '=', row.id).execute());
    expect(await send(row.id)).toMatchObject({ state: 'rejected' });
    const other = await prepared();
    await pointTo(setting, { smtp: 1, imap: 1 });
    await setting.inTenant((trx) => trx.updateTable('outbox').set({ tries: 90, first_try_at }).where('id', '=', other.id).execute());
    expect(await send(other.id)).toMatchObject({ state: 'rejected', response: expect.stringContaining('ECONNREFUSED') as string });
  });

  it('at the password: nothing is claimed', async () => {
    await setting.inTenant((trx) =>
      trx
        .updateTable('mailbox')
        .set({ secret: seal(setting.deps.services.secretKey, 'falsch') })
        .where('id', '=', setting.mailbox)
        .execute(),
    );
    const row = await prepared();
    expect(await send(row.id)).toMatchObject({ state: 'prepared' });
    expect(await outboxRow(row.id)).toMatchObject({ state: 'prepared', attempts: 0, tries: 1, delay: 'sign-in' });
  });

  it('to everybody: rejected; to all but one for now: prepared', async () => {
    const faulty = await startFaultySmtp();
    cleanUp.push(() => faulty.stop());
    await pointTo(setting, { smtp: faulty.port, imap: server.ports.imap });
    const row = await prepared({ to: [{ address: 'nobody-550@x.example' }, { address: 'nobody2-550@x.example' }] });
    expect(await send(row.id)).toMatchObject({ state: 'rejected' });
    const later = await prepared({ to: [{ address: 'nobody-550@x.example' }, { address: 'busy-450@x.example' }] });
    expect(await send(later.id)).toMatchObject({ state: 'prepared' });
  });

  it('to some: who has it never gets it again, who was put off gets it later, who is unknown is recorded', async () => {
    const faulty = await startFaultySmtp();
    cleanUp.push(() => faulty.stop());
    await pointTo(setting, { smtp: faulty.port, imap: server.ports.imap });
    const row = await prepared({
      to: [{ address: 'anna@x.example' }],
      cc: [{ address: 'nobody-550@x.example' }, { address: 'busy-450@x.example' }],
    });
    expect(await send(row.id)).toMatchObject({ state: 'prepared' });
    expect(await outboxRow(row.id)).toMatchObject({ recipients: ['busy-450@x.example'] });
    faulty.heal();
    expect(await send(row.id)).toMatchObject({ state: 'accepted', isPartial: true });
    expect(faulty.received.map((mail) => mail.to)).toEqual([['anna@x.example'], ['busy-450@x.example']]);
    expect(await outboxRow(row.id)).toMatchObject({ error: null, refused: [{ address: 'nobody-550@x.example', code: 550 }] });
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['before the greeting', 'EHLO'],
    ['before the sender', 'MAIL FROM'],
    ['before the recipient', 'RCPT TO'],
    ['before the data', 'DATA'],
  ])('%s: prepared, and the next try sends it once', async (_when, text) => {
    const proxy = await startProxy(server.ports.smtp);
    cleanUp.push(() => proxy.stop());
    await pointTo(setting, { smtp: proxy.port, imap: server.ports.imap });
    const row = await prepared();
    proxy.plan({ at: { from: 'client', says: text }, does: 'cut' });
    expect(await send(row.id)).toMatchObject({ state: 'prepared' });
    proxy.plan(null);
    expect(await send(row.id)).toMatchObject({ state: 'accepted' });
    expect(server.acceptedByMessageId().get(row.rfc_message_id)).toBe(1);
  });

  it('in the middle of the mail: prepared, and the next try sends it once', async () => {
    const proxy = await startProxy(server.ports.smtp);
    cleanUp.push(() => proxy.stop());
    await pointTo(setting, { smtp: proxy.port, imap: server.ports.imap });
    const row = await prepared({ text: `Anfang-Marke\n${'x'.repeat(70)}\n`.repeat(60_000) });
    proxy.plan({ at: { from: 'client', says: 'Anfang-Marke' }, does: 'cut' });
    expect(await send(row.id)).toMatchObject({ state: 'prepared' });
    proxy.plan(null);
    expect(await send(row.id)).toMatchObject({ state: 'accepted' });
    expect(server.acceptedByMessageId().get(row.rfc_message_id)).toBe(1);
  }, 30_000);

  it('after the dot with the mail delivered: unknown, and never sent again', async () => {
    verdict = () => 'accept-and-hang-up';
    const row = await prepared();
    expect(await send(row.id)).toMatchObject({ state: 'unknown' });
    verdict = () => 'accept';
    expect(await send(row.id)).toMatchObject({ state: 'unknown' });
    expect(server.acceptedByMessageId().get(row.rfc_message_id)).toBe(1);
  });

  it('after the dot with the mail lost: unknown as well, for nobody can tell', async () => {
    verdict = () => 'hang-up';
    const row = await prepared();
    expect(await send(row.id)).toMatchObject({ state: 'unknown' });
    expect(await outboxRow(row.id)).toMatchObject({ state: 'unknown', settled_at: expect.any(Date) as Date });
  });

  it('after the dot, where the server files what it sends: looked up in Sent', async () => {
    await setting.inTenant(async (trx) => {
      const imap = { host: '127.0.0.1', port: server.ports.imap, secure: false, user: shop, filesSent: true };
      await trx
        .updateTable('mailbox')
        .set({ imap: json(imap) })
        .where('id', '=', setting.mailbox)
        .execute();
    });
    verdict = () => 'hang-up';
    const lost = await prepared();
    expect(await send(lost.id)).toMatchObject({ state: 'unknown' });
    const filed = await prepared();
    await fileInSent(`Message-ID: ${filed.rfc_message_id}\r\n\r\nText`);
    expect(await send(filed.id)).toEqual({ state: 'accepted', response: 'Found in the Sent folder.' });
  });

  it('with no server there at all: prepared, nothing claimed', async () => {
    await pointTo(setting, { smtp: 1, imap: 1 });
    const row = await prepared();
    expect(await send(row.id)).toMatchObject({ state: 'prepared' });
    expect(await outboxRow(row.id)).toMatchObject({
      state: 'prepared',
      attempts: 0,
      error: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});

describe('after a kill', () => {
  it('a row that is found claimed becomes unknown, by the next try or by the sweeper', async () => {
    const [one, two, three] = [await prepared(), await prepared(), await prepared()];
    const ids = [one.id, two.id, three.id];
    await setting.inTenant((trx) => trx.updateTable('outbox').set({ state: 'handing-over' }).where('id', 'in', ids).execute());
    expect(await send(one.id)).toMatchObject({ state: 'unknown' });
    // The third is in good hands: its job's lease runs.
    await setting.inTenant((trx) =>
      trx
        .updateTable('job')
        .set({ state: 'claimed', lease_until: new Date(Date.now() + 60_000) })
        .where('request', '=', three.request ?? '')
        .execute(),
    );
    await sweepMail(setting.deps);
    expect(await Promise.all(ids.map(async (id) => (await outboxRow(id)).state))).toEqual(['unknown', 'unknown', 'handing-over']);
    expect(server.accepted).toHaveLength(0);
  });

  it('a certain answer that comes after all counts', async () => {
    const row = await prepared();
    const states: string[] = [];
    verdict = async (): Promise<Verdict> => {
      await sweepMail(setting.deps);
      states.push((await outboxRow(row.id)).state);
      return 'accept';
    };
    await send(row.id);
    states.push((await outboxRow(row.id)).state);
    expect(states).toEqual(['unknown', 'accepted']);
    expect(server.acceptedByMessageId().get(row.rfc_message_id)).toBe(1);
  });

  it('mails without a verdict are taken in by the sweeper, once they are old enough', async () => {
    const id = await setting.ledger(mailText({}));
    await sweepMail(setting.deps);
    const verdictOf = () =>
      setting.inTenant(
        async (trx) => (await trx.selectFrom('inbound_mail').select('verdict').where('id', '=', id).executeTakeFirstOrThrow()).verdict,
      );
    expect(await verdictOf()).toBeNull();
    // The application may not.
    const owner = connect(setting.database.url);
    await sql`update inbound_mail set received_at = now() - interval '61 seconds' where id = ${id}`.execute(owner);
    await owner.destroy();
    expect(await sweepMail(setting.deps)).toBe(1);
    expect(await verdictOf()).toBe('request');
  });
});

async function fileInSent(raw: string): Promise<void> {
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
  await client.append('Sent', raw, ['\\Seen']);
  await client.logout();
}
