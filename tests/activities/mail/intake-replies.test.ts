import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { savePolicy } from '../../../db/mail-policy.ts';
import { mergeInto } from '../../../db/merging.ts';
import { createSetting, mailText, type Setting } from './setting.ts';
import { acknowledge, askExpert, count, messagesOf, requestOf } from './written.ts';

let setting: Setting;

beforeAll(async () => {
  setting = await createSetting();
});
beforeEach(() => {
  setting.delivered.length = 0;
  setting.warnings.length = 0;
});
afterAll(() => setting.end());

describe('a reply', () => {
  it('joins by References, with the customer’s other address too', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    for (const from of ['anna@kunden.example', 'Anna <anna.amsel@firma.example>']) {
      const reply = await setting.receive(
        mailText({ from, subject: 'Re: Frage', headers: [`In-Reply-To: ${sent.rfc_message_id}`, `References: ${sent.rfc_message_id}`] }),
      );
      expect(reply).toMatchObject({ verdict: 'reply', reason: 'M502 own-reference', request: first.request });
    }
    const messages = await messagesOf(setting, first.request);
    expect(messages.map((message) => message.type)).toEqual(['customer', 'agent', 'customer', 'customer']);
    const events = await setting.inTenant((trx) =>
      trx
        .selectFrom('request_event')
        .selectAll()
        .where('request', '=', first.request ?? '')
        .orderBy('seq')
        .execute(),
    );
    expect(events.map((event) => event.kind)).toEqual(['request-opened', 'customer-replied', 'customer-replied']);
    expect(events[1]?.payload).toEqual({ message: messages[2]?.id });
  });

  it('joins by the token of the reply address where every id was lost', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    const reply = await setting.receive(mailText({ to: sent.content.replyTo?.address ?? '', subject: 'noch etwas' }));
    expect(reply).toMatchObject({ verdict: 'reply', reason: 'M501 signed-anchor', request: first.request });
  });

  it('joins by the number in the subject from the customer, and never from a stranger', async () => {
    const first = await setting.receive(mailText({}));
    const { number } = await requestOf(setting, first.request);
    const own = await setting.receive(mailText({ subject: `Re: [#${number}] Frage` }));
    expect(own).toMatchObject({ verdict: 'reply', reason: 'M503 subject-tag', request: first.request });
    const stranger = await setting.receive(mailText({ from: 'Mallory <mallory@elsewhere.example>', subject: `Re: [#${number}] Frage` }));
    expect(stranger).toMatchObject({ verdict: 'request', reason: 'M802 foreign-tag' });
    expect(stranger.request).not.toBe(first.request);
  });

  it('of a stranger who has the token waits for a person', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    const before = await count(setting, 'message');
    const row = await setting.receive(mailText({ from: 'mallory@elsewhere.example', to: sent.content.replyTo?.address ?? '' }));
    expect(row).toMatchObject({ verdict: 'quarantined', request: first.request, event: null });
    expect(await count(setting, 'message')).toBe(before);
  });

  it('with a forged token starts a request of its own', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    const forged = (sent.content.replyTo?.address ?? '').replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'));
    expect(await setting.receive(mailText({ to: forged }))).toMatchObject({ verdict: 'request' });
  });

  it('of somebody whom the customer copied in joins', async () => {
    const first = await setting.receive(mailText({ headers: ['Cc: Carl <carl@kollegen.example>'] }));
    const sent = await acknowledge(setting, first.request);
    const reply = await setting.receive(mailText({ from: 'carl@kollegen.example', headers: [`In-Reply-To: ${sent.rfc_message_id}`] }));
    expect(reply).toMatchObject({ verdict: 'reply', request: first.request });
  });
});

describe('a reply to a request that was merged', () => {
  it('lands in the leading one, whichever it refers to, from the customers of either', async () => {
    const [part, whole] = [await setting.receive(mailText({})), await setting.receive(mailText({ from: 'bert@kunden.example' }))];
    const sent = await acknowledge(setting, part.request);
    const { number } = await requestOf(setting, part.request);
    await setting.inTenant((trx) => mergeInto(trx, { request: part.request ?? '', into: whole.request ?? '', actor: { type: 'system' } }));
    const answers = [
      mailText({ headers: [`In-Reply-To: ${sent.rfc_message_id}`] }),
      mailText({ to: sent.content.replyTo?.address ?? '' }),
      mailText({ subject: `Re: [#${number}] Frage` }),
      mailText({ from: 'bert@kunden.example', headers: [`In-Reply-To: ${sent.rfc_message_id}`] }),
    ];
    for (const answer of answers) expect(await setting.receive(answer)).toMatchObject({ verdict: 'reply', request: whole.request });
    const stranger = await setting.receive(
      mailText({ from: 'mallory@elsewhere.example', headers: [`In-Reply-To: ${sent.rfc_message_id}`] }),
    );
    expect(stranger).toMatchObject({ verdict: 'quarantined', request: whole.request });
  });
});

describe('a reply to a request that is over', () => {
  it('within the time for answers goes to it, later begins one that names it', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    const answer = () => setting.receive(mailText({ headers: [`In-Reply-To: ${sent.rfc_message_id}`] }));
    const closed = (days: number) =>
      setting.inTenant((trx) =>
        trx
          .updateTable('request')
          .set({ status: 'archived', closed_at: new Date(Date.now() - days * 86_400_000) })
          .where('id', '=', first.request)
          .execute(),
      );
    await closed(179);
    expect(await answer()).toMatchObject({ verdict: 'reply', request: first.request });
    await closed(181);
    const late = await answer();
    expect(late).toMatchObject({ verdict: 'request', reason: 'M505 late-reply' });
    expect(await requestOf(setting, late.request)).toMatchObject({ follows: first.request });
    await setting.inTenant((trx) => savePolicy(trx, { reply_days: 365 }));
    expect(await answer()).toMatchObject({ verdict: 'reply', request: first.request });
  });
});

describe('an expert’s answer by mail', () => {
  it('settles the question, without the quoted mail, outside the customer’s thread', async () => {
    const first = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(setting, first.request);
    const row = await setting.receive(
      mailText({
        from: 'Eva <eva@labor.example>',
        subject: 'Re: Frage',
        headers: [`In-Reply-To: ${outbox.rfc_message_id}`],
        text: 'Das ist Bruchglas.\r\n\r\nAm 23.11.2026 um 10:00 schrieb Der Shop <service@shop.example>:\r\n> Bitte antworten',
      }),
    );
    expect(row).toMatchObject({ verdict: 'expert-answer', request: first.request, consultation: id });
    const consultation = await setting.inTenant((trx) =>
      trx.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(consultation).toMatchObject({ state: 'answered', answer: 'Das ist Bruchglas.', answered_by: 'eva@labor.example' });
    const event = await setting.inTenant((trx) =>
      trx.selectFrom('request_event').selectAll().where('id', '=', row.event).executeTakeFirstOrThrow(),
    );
    expect(event).toMatchObject({ kind: 'expert-answered', payload: { consultation: id } });
    const next = await acknowledge(setting, first.request);
    expect(JSON.stringify(next.content)).not.toContain(outbox.rfc_message_id);
    expect(JSON.stringify(outbox.content)).not.toContain(first.message_id);
  });

  it('is not taken from the customer, who does not become the expert by his question’s token', async () => {
    const first = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(setting, first.request);
    const row = await setting.receive(mailText({ headers: [`In-Reply-To: ${outbox.rfc_message_id}`] }));
    expect(row.verdict).toBe('quarantined');
    const consultation = await setting.inTenant((trx) =>
      trx.selectFrom('consultation').select('state').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(consultation.state).toBe('open');
  });

  it('after a revocation is kept and changes nothing', async () => {
    const first = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(setting, first.request);
    await setting.inTenant((trx) => trx.updateTable('consultation').set({ state: 'revoked' }).where('id', '=', id).execute());
    await setting.receive(mailText({ from: 'eva@labor.example', headers: [`In-Reply-To: ${outbox.rfc_message_id}`], text: 'Zu spät.' }));
    const consultation = await setting.inTenant((trx) =>
      trx.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(consultation).toMatchObject({ state: 'revoked', answer: null });
    expect((await messagesOf(setting, first.request)).at(-1)).toMatchObject({ type: 'expert-answer', text: 'Zu spät.', consultation: id });
  });
});
