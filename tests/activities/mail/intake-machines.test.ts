import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

  it('two machines that answer each other are stopped after ten mails', async () => {
    const row = await setting.receive(mailText({}));
    for (let n = 0; n < 10; n += 1) await acknowledge(setting, row.request, { purpose: 'automatic' });
    await expect(acknowledge(setting, row.request, { purpose: 'automatic' })).rejects.toThrow('too-many');
  });
});
