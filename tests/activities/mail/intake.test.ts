import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/mail/intake.ts';
import { prepareMail } from '../../../activities/mail/prepare-mail.ts';
import { readInbound } from '../../../db/inbound-mail.ts';
import { createSetting, mailText, type Setting } from './setting.ts';

let setting: Setting;

beforeAll(async () => {
  setting = await createSetting();
});
beforeEach(() => {
  setting.delivered.length = 0;
  setting.warnings.length = 0;
});
afterAll(() => setting.end());

const count = (table: 'request' | 'message' | 'request_event'): Promise<number> =>
  setting.inTenant(async (trx) => Number((await trx.selectFrom(table).select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()).n));
const requestOf = (id: string | null) => setting.inTenant((trx) => trx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const messagesOf = (id: string | null) =>
  setting.inTenant((trx) => trx.selectFrom('message').selectAll().where('request', '=', id).orderBy('created_at').execute());

/** Our acknowledgement of a request, as a step prepares it. */
async function acknowledge(request: string | null, purpose: 'automatic' | 'answer' = 'answer') {
  const prepared = await setting.inTenant((trx) =>
    prepareMail(trx, setting.deps.services, {
      request: request ?? '',
      purpose,
      key: `test:${request}:${Math.random()}`,
      to: [{ address: 'anna@kunden.example' }],
      subject: 'Ihre Anfrage',
      text: 'Wir antworten bis morgen.',
    }),
  );
  if ('withheld' in prepared) throw new Error(prepared.withheld);
  return setting.inTenant((trx) => trx.selectFrom('outbox').selectAll().where('id', '=', prepared.outbox).executeTakeFirstOrThrow());
}

async function askExpert(request: string | null) {
  return setting.inTenant(async (trx) => {
    const consultation = await trx
      .insertInto('consultation')
      .values({ request: request ?? '', expert_address: 'eva@labor.example', expert_name: 'Eva', subject: 'Glas', question: 'Bruch?', due_at: '2026-12-01' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const prepared = await prepareMail(trx, setting.deps.services, {
      request: request ?? '',
      purpose: 'consultation',
      key: `ask:${consultation.id}`,
      to: [{ address: 'eva@labor.example' }],
      subject: 'Frage',
      text: 'Bitte antworten: {{link}}',
      consultation: consultation.id,
    });
    if ('withheld' in prepared) throw new Error(prepared.withheld);
    const outbox = await trx.selectFrom('outbox').selectAll().where('id', '=', prepared.outbox).executeTakeFirstOrThrow();
    return { id: consultation.id, outbox };
  });
}

describe('a new mail', () => {
  it('becomes a numbered request of the recognised customer, with message, event and delivery', async () => {
    const row = await setting.receive(mailText({ subject: 'Paket fehlt', text: 'Wo ist mein Paket geblieben? Ich warte schon lange.' }));
    expect(row).toMatchObject({ verdict: 'request', reason: 'M801 new-request' });
    const request = await requestOf(row.request);
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
    expect(await messagesOf(row.request)).toMatchObject([{ type: 'customer', from_address: 'anna@kunden.example', rfc_message_id: row.message_id }]);
    expect(setting.delivered).toEqual([{ request: row.request, event: row.event }]);
    const event = await setting.inTenant((trx) => trx.selectFrom('request_event').selectAll().where('id', '=', row.event).executeTakeFirstOrThrow());
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
    const [message] = await messagesOf(row.request);
    const files = await setting.inTenant((trx) => trx.selectFrom('attachment').selectAll().where('message', '=', message?.id ?? '').execute());
    expect(files).toMatchObject([{ filename: 'Gläser.png', content_type: 'image/png', size: 6, inline: false }]);
    expect(files[0]?.content.toString('base64')).toBe('iVBORw0K');
  });

  it('from a stranger makes a request without a customer, in English where it is English', async () => {
    const row = await setting.receive(mailText({ from: 'Zoe <zoe@elsewhere.example>', text: 'Hello, where is my parcel? I have been waiting for a week.' }));
    expect(await requestOf(row.request)).toMatchObject({ customer: null, customer_class: 'C', language: 'en', requester_address: 'zoe@elsewhere.example' });
  });

  it('by a web form is answered to the customer it names, not to the machine', async () => {
    const row = await setting.receive(mailText({ from: 'Shop <noreply@formulare.example>', headers: ['Reply-To: Bert <bert@kunden.example>'] }));
    if (row.verdict !== 'request') throw new Error(`${row.verdict} ${row.reason}`);
    expect(await requestOf(row.request)).toMatchObject({ requester_address: 'bert@kunden.example', customer_class: 'B' });
  });

  it('taken in twice at once happens once', async () => {
    const before = await count('request');
    const id = await setting.ledger(mailText({}));
    await Promise.all([1, 2, 3].map(() => takeIn(setting.deps, setting.tenant, id)));
    await takeIn(setting.deps, setting.tenant, id);
    expect(await count('request')).toBe(before + 1);
    expect(setting.delivered).toHaveLength(1);
  });

  it('has numbers without gaps or doubles when many come at once', async () => {
    const rows = await Promise.all(Array.from({ length: 12 }, (_, n) => setting.receive(mailText({ from: `x${n}@kunden.example` }))));
    const numbers = await setting.inTenant((trx) =>
      trx
        .selectFrom('request')
        .select('number')
        .where('id', 'in', rows.map((row) => row.request ?? ''))
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

describe('a reply', () => {
  it('joins by References, with the customer’s other address too', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(first.request);
    for (const from of ['anna@kunden.example', 'Anna <anna.amsel@firma.example>']) {
      const reply = await setting.receive(mailText({ from, subject: 'Re: Frage', headers: [`In-Reply-To: ${sent.rfc_message_id}`, `References: ${sent.rfc_message_id}`] }));
      expect(reply).toMatchObject({ verdict: 'reply', reason: 'M502 own-reference', request: first.request });
    }
    const messages = await messagesOf(first.request);
    expect(messages.map((message) => message.type)).toEqual(['customer', 'agent', 'customer', 'customer']);
    const events = await setting.inTenant((trx) => trx.selectFrom('request_event').selectAll().where('request', '=', first.request ?? '').orderBy('seq').execute());
    expect(events.map((event) => event.kind)).toEqual(['request-opened', 'customer-replied', 'customer-replied']);
    expect(events[1]?.payload).toEqual({ message: messages[2]?.id });
  });

  it('joins by the token of the reply address where every id was lost', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(first.request);
    const reply = await setting.receive(mailText({ to: sent.content.replyTo?.address ?? '', subject: 'noch etwas' }));
    expect(reply).toMatchObject({ verdict: 'reply', reason: 'M501 signed-anchor', request: first.request });
  });

  it('joins by the number in the subject from the customer, and never from a stranger', async () => {
    const first = await setting.receive(mailText({}));
    const { number } = await requestOf(first.request);
    const own = await setting.receive(mailText({ subject: `Re: [#${number}] Frage` }));
    expect(own).toMatchObject({ verdict: 'reply', reason: 'M503 subject-tag', request: first.request });
    const stranger = await setting.receive(mailText({ from: 'Mallory <mallory@elsewhere.example>', subject: `Re: [#${number}] Frage` }));
    expect(stranger).toMatchObject({ verdict: 'request', reason: 'M802 foreign-tag' });
    expect(stranger.request).not.toBe(first.request);
  });

  it('of a stranger who has the token waits for a person', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(first.request);
    const before = await count('message');
    const row = await setting.receive(mailText({ from: 'mallory@elsewhere.example', to: sent.content.replyTo?.address ?? '' }));
    expect(row).toMatchObject({ verdict: 'quarantined', request: first.request, event: null });
    expect(await count('message')).toBe(before);
  });

  it('with a forged token starts a request of its own', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(first.request);
    const forged = (sent.content.replyTo?.address ?? '').replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'));
    expect(await setting.receive(mailText({ to: forged }))).toMatchObject({ verdict: 'request' });
  });

  it('of somebody whom the customer copied in joins', async () => {
    const first = await setting.receive(mailText({ headers: ['Cc: Carl <carl@kollegen.example>'] }));
    const sent = await acknowledge(first.request);
    const reply = await setting.receive(mailText({ from: 'carl@kollegen.example', headers: [`In-Reply-To: ${sent.rfc_message_id}`] }));
    expect(reply).toMatchObject({ verdict: 'reply', request: first.request });
  });
});

describe('mail of machines', () => {
  it('an out-of-office is kept at the request and tells the process nothing', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(first.request);
    setting.delivered.length = 0;
    const row = await setting.receive(
      mailText({ subject: 'Automatische Antwort: Ihre Anfrage', headers: [`In-Reply-To: ${sent.rfc_message_id}`, 'Auto-Submitted: auto-replied'] }),
    );
    expect(row).toMatchObject({ verdict: 'automatic', request: first.request, event: null });
    expect(setting.delivered).toEqual([]);
    const entries = await setting.inTenant((trx) => trx.selectFrom('timeline').selectAll().where('request', '=', first.request ?? '').execute());
    expect(entries.map((entry) => entry.kind)).toContain('automatic-mail-received');
    expect((await messagesOf(first.request)).at(-1)).toMatchObject({ type: 'delivery' });
  });

  it('a bounce of our mail reaches its request as an event', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(first.request);
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
        headers: ['Return-Path: <>', 'Auto-Submitted: auto-replied', 'Content-Type: multipart/report; report-type=delivery-status; boundary=r'],
        text: report,
      }),
    );
    expect(row).toMatchObject({ verdict: 'bounce', reason: 'M301 not-delivered', request: first.request });
    const event = await setting.inTenant((trx) => trx.selectFrom('request_event').selectAll().where('id', '=', row.event).executeTakeFirstOrThrow());
    expect(event).toMatchObject({ kind: 'mail-bounced', payload: { outbox: sent.id, status: '5.1.1', hard: true } });
    expect(JSON.stringify(event.payload)).not.toContain('anna');
  });

  it('a bounce of a mail that is not ours stands in the ledger alone', async () => {
    const before = await count('request_event');
    const row = await setting.receive(
      mailText({ from: 'MAILER-DAEMON@mx.example', subject: 'Undelivered Mail Returned to Sender', text: 'could not be delivered', headers: ['Return-Path: <>'] }),
    );
    expect(row).toMatchObject({ verdict: 'bounce', request: null, event: null });
    expect(await count('request_event')).toBe(before);
  });

  it('a mail that asks for silence makes a request that no machine answers', async () => {
    const row = await setting.receive(mailText({ headers: ['X-Auto-Response-Suppress: All'] }));
    if (row.verdict !== 'request') throw new Error(`${row.verdict} ${row.reason}`);
    await expect(acknowledge(row.request, 'automatic')).rejects.toThrow('asks-for-silence');
    const entries = await setting.inTenant((trx) => trx.selectFrom('timeline').select(['kind', 'data']).where('request', '=', row.request ?? '').execute());
    expect(entries).toContainEqual({ kind: 'mail-withheld', data: { reason: 'asks-for-silence' } });
    await expect(acknowledge(row.request, 'answer')).resolves.toBeDefined();
  });

  it('two machines that answer each other are stopped after ten mails', async () => {
    const row = await setting.receive(mailText({}));
    for (let n = 0; n < 10; n += 1) await acknowledge(row.request, 'automatic');
    await expect(acknowledge(row.request, 'automatic')).rejects.toThrow('too-many');
  });
});

describe('an expert’s answer by mail', () => {
  it('settles the question, without the quoted mail, outside the customer’s thread', async () => {
    const first = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(first.request);
    const row = await setting.receive(
      mailText({
        from: 'Eva <eva@labor.example>',
        subject: 'Re: Frage',
        headers: [`In-Reply-To: ${outbox.rfc_message_id}`],
        text: 'Das ist Bruchglas.\r\n\r\nAm 23.11.2026 um 10:00 schrieb Der Shop <service@shop.example>:\r\n> Bitte antworten',
      }),
    );
    expect(row).toMatchObject({ verdict: 'expert-answer', request: first.request, consultation: id });
    const consultation = await setting.inTenant((trx) => trx.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
    expect(consultation).toMatchObject({ state: 'answered', answer: 'Das ist Bruchglas.', answered_by: 'eva@labor.example' });
    const event = await setting.inTenant((trx) => trx.selectFrom('request_event').selectAll().where('id', '=', row.event).executeTakeFirstOrThrow());
    expect(event).toMatchObject({ kind: 'expert-answered', payload: { consultation: id } });
    const next = await acknowledge(first.request);
    expect(JSON.stringify(next.content)).not.toContain(outbox.rfc_message_id);
    expect(JSON.stringify(outbox.content)).not.toContain(first.message_id);
  });

  it('is not taken from the customer, who does not become the expert by his question’s token', async () => {
    const first = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(first.request);
    const row = await setting.receive(mailText({ headers: [`In-Reply-To: ${outbox.rfc_message_id}`] }));
    expect(row.verdict).toBe('quarantined');
    const consultation = await setting.inTenant((trx) => trx.selectFrom('consultation').select('state').where('id', '=', id).executeTakeFirstOrThrow());
    expect(consultation.state).toBe('open');
  });

  it('after a revocation is kept and changes nothing', async () => {
    const first = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(first.request);
    await setting.inTenant((trx) => trx.updateTable('consultation').set({ state: 'revoked' }).where('id', '=', id).execute());
    await setting.receive(mailText({ from: 'eva@labor.example', headers: [`In-Reply-To: ${outbox.rfc_message_id}`], text: 'Zu spät.' }));
    const consultation = await setting.inTenant((trx) => trx.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
    expect(consultation).toMatchObject({ state: 'revoked', answer: null });
    expect((await messagesOf(first.request)).at(-1)).toMatchObject({ type: 'expert-answer', text: 'Zu spät.', consultation: id });
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
