import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweepMail } from '../../../activities/mail/sweep.ts';
import { mailPolicy, resumeAutomatic, savePolicy } from '../../../db/mail-policy.ts';
import { createSetting, mailText, type Setting } from './setting.ts';
import { acknowledge, count, messagesOf } from './written.ts';

let setting: Setting;

beforeAll(async () => {
  setting = await createSetting();
});
beforeEach(() => {
  setting.delivered.length = 0;
  setting.warnings.length = 0;
});
afterAll(() => setting.end());

describe('mail of machines', () => {
  it('an out-of-office is kept at the request and tells the process nothing', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    setting.delivered.length = 0;
    const row = await setting.receive(
      mailText({
        subject: 'Automatische Antwort: Ihre Anfrage',
        headers: [`In-Reply-To: ${sent.rfc_message_id}`, 'Auto-Submitted: auto-replied'],
      }),
    );
    expect(row).toMatchObject({ verdict: 'automatic', request: first.request, event: null });
    expect(setting.delivered).toEqual([]);
    const entries = await setting.inTenant((trx) =>
      trx
        .selectFrom('timeline')
        .selectAll()
        .where('request', '=', first.request ?? '')
        .execute(),
    );
    expect(entries.map((entry) => entry.kind)).toContain('automatic-mail-received');
    expect((await messagesOf(setting, first.request)).at(-1)).toMatchObject({ type: 'delivery' });
  });

  it('a bounce of our mail reaches its request as an event', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    const report = [
      '--r',
      'Content-Type: text/plain',
      '',
      'The following address had permanent errors: anna@kunden.example',
      '--r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; anna@kunden.example',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
      '--r',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${sent.rfc_message_id}`,
      'From: service@shop.example',
      '--r--',
    ].join('\r\n');
    const row = await setting.receive(
      mailText({
        from: 'Mail Delivery System <MAILER-DAEMON@mx.example>',
        subject: 'Undelivered Mail Returned to Sender',
        headers: [
          'Return-Path: <>',
          'Auto-Submitted: auto-replied',
          'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
        ],
        text: report,
      }),
    );
    expect(row).toMatchObject({ verdict: 'bounce', reason: 'M301 not-delivered', request: first.request });
    const event = await setting.inTenant((trx) =>
      trx.selectFrom('request_event').selectAll().where('id', '=', row.event).executeTakeFirstOrThrow(),
    );
    expect(event).toMatchObject({ kind: 'mail-bounced', payload: { outbox: sent.id, status: '5.1.1', hard: true } });
    expect(JSON.stringify(event.payload)).not.toContain('anna');
  });

  it('a bounce of a mail that is not ours stands in the ledger alone', async () => {
    const before = await count(setting, 'request_event');
    const row = await setting.receive(
      mailText({
        from: 'MAILER-DAEMON@mx.example',
        subject: 'Undelivered Mail Returned to Sender',
        text: 'could not be delivered',
        headers: ['Return-Path: <>'],
      }),
    );
    expect(row).toMatchObject({ verdict: 'bounce', request: null, event: null });
    expect(await count(setting, 'request_event')).toBe(before);
  });

  it('a mail that asks for silence makes a request that no machine answers', async () => {
    const row = await setting.receive(mailText({ headers: ['X-Auto-Response-Suppress: All'] }));
    if (row.verdict !== 'request') throw new Error(`${row.verdict} ${row.reason}`);
    await expect(acknowledge(setting, row.request, { purpose: 'automatic' })).rejects.toThrow('asks-for-silence');
    const entries = await setting.inTenant((trx) =>
      trx
        .selectFrom('timeline')
        .select(['kind', 'data'])
        .where('request', '=', row.request ?? '')
        .execute(),
    );
    expect(entries).toContainEqual({ kind: 'mail-withheld', data: { reason: 'asks-for-silence' } });
    await expect(acknowledge(setting, row.request, { purpose: 'answer' })).resolves.toBeDefined();
  });

  it('nobody gets a flood of automatic mail, whatever it is about', async () => {
    const to = [{ address: 'flood@kunden.example' }];
    const rows = [
      await setting.receive(mailText({ from: 'flood@kunden.example' })),
      await setting.receive(mailText({ from: 'flood@kunden.example' })),
    ];
    for (let n = 0; n < 5; n += 1) await acknowledge(setting, rows[n % 2]?.request ?? null, { purpose: 'automatic', to });
    await expect(acknowledge(setting, rows[0]?.request ?? null, { purpose: 'automatic', to })).rejects.toThrow('address-flooded');
    await expect(acknowledge(setting, rows[0]?.request ?? null, { purpose: 'answer', to })).resolves.toBeDefined();
  });

  it('nothing automatic goes out while it is stopped, and the sweeper stops it by itself where there is too much', async () => {
    const row = await setting.receive(mailText({ from: 'stop@kunden.example' }));
    const send = () => acknowledge(setting, row.request, { purpose: 'automatic', to: [{ address: 'stop@kunden.example' }] });
    await setting.inTenant((trx) => savePolicy(trx, { most_automatic: 1 }));
    await send();
    await send();
    await sweepMail(setting.deps);
    expect((await setting.inTenant(mailPolicy)).stopped).toMatchObject({ reason: 'too-many', by: null });
    await expect(send()).rejects.toThrow('stopped');
    await setting.inTenant(resumeAutomatic);
    await expect(send()).resolves.toBeDefined();
    await setting.inTenant((trx) => savePolicy(trx, { most_automatic: 10_000 }));
  });
});

describe('an address that mail comes back from', () => {
  /** A report about our mail, as the receiver's server writes it. */
  const report = (
    sent: { rfc_message_id: string; content: { subject: string } },
    to: string,
    { status = '5.1.1', subject = sent.content.subject } = {},
  ): string =>
    mailText({
      from: 'Mail Delivery System <MAILER-DAEMON@mx.example>',
      subject: 'Undelivered Mail Returned to Sender',
      headers: ['Return-Path: <>', 'Content-Type: multipart/report; report-type=delivery-status; boundary=r'],
      text: [
        '--r\r\nContent-Type: text/plain\r\n\r\nSorry.',
        `--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: ${status}`,
        `--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${sent.rfc_message_id}\r\nSubject: ${subject}\r\n--r--`,
      ].join('\r\n'),
    });
  const healthOf = (address: string) =>
    setting.inTenant((trx) => trx.selectFrom('address_health').selectAll().where('address', '=', address).executeTakeFirst());
  /** A customer wrote, and one automatic mail of ours went to him. */
  async function written(address: string) {
    const { request } = await setting.receive(mailText({ from: address }));
    const send = (purpose: 'automatic' | 'answer' = 'automatic') => acknowledge(setting, request, { purpose, to: [{ address }] });
    return { send, sent: await send() };
  }

  it('is dead after a hard report about our mail: nothing automatic goes there until he writes again', async () => {
    const { send, sent } = await written('gone@kunden.example');
    await setting.receive(report(sent, 'gone@kunden.example'));
    expect(await healthOf('gone@kunden.example')).toMatchObject({ state: 'dead', status: '5.1.1' });
    await expect(send()).rejects.toThrow('dead-address');
    await expect(send('answer')).resolves.toBeDefined();
    await setting.receive(mailText({ from: 'gone@kunden.example' }));
    await expect(send()).resolves.toBeDefined();
  });

  it('is not called dead by one who knows a Message-ID, nor by a full mailbox, nor for somebody who got no mail', async () => {
    const { sent } = await written('alive@kunden.example');
    await setting.receive(report(sent, 'alive@kunden.example', { subject: 'Erfunden' }));
    expect(await healthOf('alive@kunden.example')).toMatchObject({ state: 'doubtful', hard: 1 });
    await setting.receive(report(sent, 'victim@kunden.example'));
    expect(await healthOf('victim@kunden.example')).toBeUndefined();
    const full = await written('full@kunden.example');
    await setting.receive(report(full.sent, 'full@kunden.example', { status: '5.2.2' }));
    expect(await healthOf('full@kunden.example')).toMatchObject({ state: 'doubtful', soft: 1 });
  });
});
