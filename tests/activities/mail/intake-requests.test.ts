import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/mail/intake.ts';
import { readInbound } from '../../../db/inbound-mail.ts';
import { createSetting, mailText, type Setting } from './setting.ts';
import { count, messagesOf, requestOf } from './written.ts';

let setting: Setting;

beforeAll(async () => {
  setting = await createSetting();
});
beforeEach(() => {
  setting.delivered.length = 0;
  setting.warnings.length = 0;
});
afterAll(() => setting.end());

describe('a new mail', () => {
  it('becomes a numbered request of the recognised customer, with message, event and delivery', async () => {
    const row = await setting.receive(mailText({ subject: 'Paket fehlt', text: 'Wo ist mein Paket geblieben? Ich warte schon lange.' }));
    expect(row).toMatchObject({ verdict: 'request', reason: 'M801 new-request' });
    const request = await requestOf(setting, row.request);
    expect(request).toMatchObject({
      subject: 'Paket fehlt',
      channel: 'mail',
      customer_class: 'A',
      requester_name: 'Anna Amsel',
      requester_address: 'anna@kunden.example',
      mailbox: setting.mailbox,
      language: 'de',
      revision: 0,
    });
    expect(request.number).toMatch(/^V-\d{4}-\d{6}$/);
    expect(request.customer).not.toBeNull();
    expect(await messagesOf(setting, row.request)).toMatchObject([
      { type: 'customer', from_address: 'anna@kunden.example', rfc_message_id: row.message_id },
    ]);
    expect(setting.delivered).toEqual([{ request: row.request, event: row.event }]);
    const event = await setting.inTenant((trx) =>
      trx.selectFrom('request_event').selectAll().where('id', '=', row.event).executeTakeFirstOrThrow(),
    );
    expect(event).toMatchObject({ kind: 'request-opened', idempotency_key: `inbound:${row.id}`, revision: null });
  });

  it('keeps its attachments', async () => {
    const raw = mailText({
      headers: ['Content-Type: multipart/mixed; boundary=b'],
      text: [
        '--b',
        'Content-Type: text/plain',
        '',
        'Siehe Bild.',
        '--b',
        'Content-Type: image/png; name="=?utf-8?q?Gl=C3=A4ser.png?="',
        'Content-Disposition: attachment',
        'Content-Transfer-Encoding: base64',
        '',
        'iVBORw0K',
        '--b--',
      ].join('\r\n'),
    });
    const row = await setting.receive(raw);
    const [message] = await messagesOf(setting, row.request);
    const files = await setting.inTenant((trx) =>
      trx
        .selectFrom('attachment')
        .selectAll()
        .where('message', '=', message?.id ?? '')
        .execute(),
    );
    expect(files).toMatchObject([{ filename: 'Gläser.png', content_type: 'image/png', size: 6, inline: false }]);
    expect(files[0]?.content.toString('base64')).toBe('iVBORw0K');
  });

  it('from a stranger makes a request without a customer, in English where it is English', async () => {
    const row = await setting.receive(
      mailText({ from: 'Zoe <zoe@elsewhere.example>', text: 'Hello, where is my parcel? I have been waiting for a week.' }),
    );
    expect(await requestOf(setting, row.request)).toMatchObject({
      customer: null,
      customer_class: 'C',
      language: 'en',
      requester_address: 'zoe@elsewhere.example',
    });
  });

  it('by a web form is answered to the customer it names, not to the machine', async () => {
    const row = await setting.receive(
      mailText({ from: 'Shop <noreply@formulare.example>', headers: ['Reply-To: Bert <bert@kunden.example>'] }),
    );
    if (row.verdict !== 'request') throw new Error(`${row.verdict} ${row.reason}`);
    expect(await requestOf(setting, row.request)).toMatchObject({ requester_address: 'bert@kunden.example', customer_class: 'B' });
  });

  it('taken in twice at once happens once', async () => {
    const before = await count(setting, 'request');
    const id = await setting.ledger(mailText({}));
    await Promise.all([1, 2, 3].map(() => takeIn(setting.deps, setting.tenant, id)));
    await takeIn(setting.deps, setting.tenant, id);
    expect(await count(setting, 'request')).toBe(before + 1);
    expect(setting.delivered).toHaveLength(1);
  });

  it('has numbers without gaps or doubles when many come at once', async () => {
    const rows = await Promise.all(Array.from({ length: 12 }, (_, n) => setting.receive(mailText({ from: `x${n}@kunden.example` }))));
    const numbers = await setting.inTenant((trx) =>
      trx
        .selectFrom('request')
        .select('number')
        .where(
          'id',
          'in',
          rows.map((row) => row.request ?? ''),
        )
        .orderBy('number')
        .execute(),
    );
    const values = numbers.map(({ number }) => Number(number.slice(-6)));
    expect(values.map((value) => value - (values[0] ?? 0))).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it('is committed although its event cannot be delivered', async () => {
    const failing = { ...setting.deps, deliver: () => Promise.reject(new Error('no Temporal')) };
    const id = await setting.ledger(mailText({}));
    await takeIn(failing, setting.tenant, id);
    expect(await setting.inTenant((trx) => readInbound(trx, id))).toMatchObject({ verdict: 'request', error: null });
    expect(setting.warnings.join()).toContain('saved, not delivered');
  });
});

describe('a mail that is here already', () => {
  it('is a duplicate when the mailbox is numbered anew', async () => {
    const raw = mailText({ id: '<again@kunden.example>' });
    const first = await setting.receive(raw, { uid: 900, uidValidity: 7 });
    const second = await setting.receive(raw, { uid: 1, uidValidity: 8 });
    expect(first.verdict).toBe('request');
    expect(second).toMatchObject({ verdict: 'filtered', reason: 'M101 duplicate', request: null, detail: { duplicateOf: first.id } });
  });

  it('is a duplicate whichever of the two copies is taken in first', async () => {
    const raw = mailText({ id: '<racing@kunden.example>' });
    const first = await setting.ledger(raw, { uid: 901, uidValidity: 7 });
    const second = await setting.ledger(raw, { uid: 2, uidValidity: 8 });
    await takeIn(setting.deps, setting.tenant, second);
    await takeIn(setting.deps, setting.tenant, first);
    const rows = await Promise.all([first, second].map((id) => setting.inTenant((trx) => readInbound(trx, id))));
    expect(rows.map((row) => row?.verdict)).toEqual(['request', 'filtered']);
  });
});

describe('an odd mail', () => {
  it('without a sender, or with two, is shown to a person instead of being lost', async () => {
    for (const from of ['', '<>', 'anna@kunden.example, bert@kunden.example']) {
      expect(await setting.receive(mailText({ from }))).toMatchObject({ verdict: 'quarantined', reason: 'M803 no-sender' });
    }
  });

  it('of any bytes gets a verdict', async () => {
    const odd = [
      '',
      '\r\n\r\n',
      'From: a@b.example\r\n\r\nText',
      Buffer.from([0, 1, 2, 255, 254]),
      Buffer.from('From: x@y.example\r\nSubject: =?utf-8?q?a=00b?=\r\nMessage-ID: <nul\0@x>\r\n\r\nT\0ext'),
      mailText({ subject: '😀'.repeat(400), text: 'ä'.repeat(400_000) }),
    ];
    for (const raw of odd) expect((await setting.receive(raw)).verdict).not.toBeNull();
    expect(setting.warnings).toEqual([]);
  });

  it('that cannot be written is tried three times, shown as failed with its bytes, and holds up nobody', async () => {
    const owner = new pg.Client(setting.database.url);
    await owner.connect();
    await owner.query(`alter table message add constraint broken check (subject is distinct from 'Kaputt')`);
    const raw = mailText({ subject: 'Kaputt' });
    const id = await setting.ledger(raw);
    for (const expected of [null, null, 'failed']) {
      await takeIn(setting.deps, setting.tenant, id);
      expect((await setting.inTenant((trx) => readInbound(trx, id)))?.verdict).toBe(expected);
      expect((await setting.receive(mailText({}))).verdict).toBe('request');
    }
    await owner.query('alter table message drop constraint broken');
    await owner.end();
    const row = await setting.inTenant((trx) => readInbound(trx, id));
    expect(row).toMatchObject({ reason: 'M901 unreadable', attempts: 3, request: null });
    expect(row?.error).toContain('broken');
    expect(row?.raw.toString()).toBe(raw);
    expect(setting.warnings).toHaveLength(3);
    expect(setting.warnings.join()).not.toMatch(/anna|Kaputt|Paket/);
  });
});
