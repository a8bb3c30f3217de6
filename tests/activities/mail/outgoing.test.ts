import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handOver, type MailToHandOver } from '../../../activities/mail/hand-over.ts';
import { outboxWithMailbox } from '../../../db/outbox.ts';
import type { MailServer, ReceivedMail, Verdict } from '../../../commands/servers/mail-server.ts';
import { seal } from '../../../config/secret.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import { attachMailServer, createSetting, mailText, type Setting, shop } from './setting.ts';
import { acknowledge, askExpert, requestOf } from './written.ts';

let setting: Setting;
let server: MailServer;
let verdict: (mail: ReceivedMail) => Verdict;
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

describe('a mail that goes out', () => {
  it('threads: our Message-ID, the customer’s in References, the reply address, the number in the subject', async () => {
    const first = await setting.receive(mailText({ id: '<first@kunden.example>', subject: 'Wo bleibt es' }));
    const { number } = await requestOf(setting, first.request);
    const one = await acknowledge(setting, first.request, {
      purpose: 'automatic',
      subject: 'Ihre Anfrage – Überblick',
      text: 'Grüße\n\nDer Shop',
    });
    expect(await send(one.id)).toMatchObject({ state: 'accepted' });
    const two = await acknowledge(setting, first.request, { subject: 'Re: Wo bleibt es' });
    expect(await send(two.id)).toMatchObject({ state: 'accepted' });
    expect((await outboxRow(one.id)).state).toBe('accepted');
    const [a, b] = await Promise.all(server.accepted.map((mail) => parseMail(mail.raw)));
    expect(a).toMatchObject({
      messageId: one.rfc_message_id,
      inReplyTo: ['<first@kunden.example>'],
      references: ['<first@kunden.example>'],
      from: { name: 'Der Shop', address: shop },
      to: [{ name: '', address: 'anna@kunden.example' }],
      subject: `[#${number}] Ihre Anfrage – Überblick`,
    });
    expect(a?.text).toBe('Grüße\n\nDer Shop');
    expect(a?.headers['auto-submitted']).toEqual(['auto-replied']);
    expect(a?.replyTo[0]?.address).toMatch(/^service\+r[a-z2-7]{42}@shop\.example$/);
    expect(b?.headers['auto-submitted']).toBeUndefined();
    expect(b?.references).toEqual([one.rfc_message_id, '<first@kunden.example>']);
  });

  it('answered by its recipient comes back into its request, whatever of its marks is left', async () => {
    const first = await setting.receive(mailText({}));
    const sent = await acknowledge(setting, first.request);
    await send(sent.id);
    const mail = await parseMail(server.accepted[0]?.raw ?? new Uint8Array());
    const marks = [
      { subject: `Re: ${mail.subject}`, headers: [] },
      { headers: [`References: ${mail.messageId}`] },
      { to: mail.replyTo[0]?.address ?? '', headers: [] },
    ];
    for (const left of marks) expect(await setting.receive(mailText(left))).toMatchObject({ verdict: 'reply', request: first.request });
  });

  it('carries html and attachments with umlauts, and opens no file or address that a text names', async () => {
    const { request } = await setting.receive(mailText({}));
    const attachment = await setting.inTenant(async (trx) => {
      const message = await trx
        .selectFrom('message')
        .select('id')
        .where('request', '=', request ?? '')
        .executeTakeFirstOrThrow();
      const values = {
        message: message.id,
        filename: 'Rückschein Größe.txt',
        content_type: 'text/plain',
        size: 4,
        content: Buffer.from('Maß'),
      };
      return trx.insertInto('attachment').values(values).returning('id').executeTakeFirstOrThrow();
    });
    const row = await acknowledge(setting, request, { html: '<p>Hallo <img src="file:///etc/passwd"></p>', attachments: [attachment.id] });
    await send(row.id);
    const mail = await parseMail(server.accepted[0]?.raw ?? new Uint8Array());
    expect(mail.attachments).toMatchObject([{ filename: 'Rückschein Größe.txt', contentType: 'text/plain' }]);
    expect(mail.html).toContain('file:///etc/passwd');
    expect(server.accepted[0]?.raw.toString()).not.toContain('root:');
  });

  it('puts a consultation’s link in at handing over only: nowhere in the database it can be read', async () => {
    const { request } = await setting.receive(mailText({}));
    const { id, outbox } = await askExpert(setting, request);
    const token = 'aVeryLongTokenThatOnlyTheExpertHas';
    const hash = createHash('sha256').update(token).digest();
    await setting.inTenant((trx) =>
      trx
        .updateTable('consultation')
        .set({ token_hash: hash, token_sealed: seal(setting.deps.services.secretKey, token) })
        .where('id', '=', id)
        .execute(),
    );
    await send(outbox.id);
    expect((await parseMail(server.accepted[0]?.raw ?? new Uint8Array())).text).toBe(`Bitte antworten: http://app.test/expert/${token}`);
    const message = await setting.inTenant((trx) =>
      trx.selectFrom('message').selectAll().where('consultation', '=', id).executeTakeFirstOrThrow(),
    );
    expect(message).toMatchObject({ type: 'expert-question', text: 'Bitte antworten: [Link]' });
    expect(JSON.stringify([await outboxRow(outbox.id), message])).not.toContain(token);
  });

  it('of a revoked question does not go out', async () => {
    const { request } = await setting.receive(mailText({}));
    const { outbox } = await askExpert(setting, request);
    expect(await send(outbox.id)).toMatchObject({ state: 'prepared', response: expect.stringContaining('ask again') as string });
    expect(server.accepted).toHaveLength(0);
  });

  it('prepared twice with the same key is one mail and one job', async () => {
    const { request } = await setting.receive(mailText({}));
    const one = await acknowledge(setting, request, { key: 'same' });
    const two = await acknowledge(setting, request, { key: 'same' });
    expect(two.id).toBe(one.id);
    const jobs = await setting.inTenant((trx) =>
      trx
        .selectFrom('job')
        .select(['step', 'payload', 'state'])
        .where('request', '=', request ?? '')
        .execute(),
    );
    expect(jobs).toEqual([{ step: 'hand-over-mail', payload: { outbox: one.id }, state: 'ready' }]);
  });

  it('handed over by two workers at once is sent once', async () => {
    const row = await prepared();
    const states = await Promise.all([send(row.id), send(row.id), send(row.id)]);
    expect(server.acceptedByMessageId().get(row.rfc_message_id)).toBe(1);
    expect(states.filter((one) => one.state === 'accepted').length).toBeGreaterThanOrEqual(1);
    await vi.waitFor(async () => expect((await outboxRow(row.id)).state).toBe('accepted'));
  });

  it('fifty go over few connections', async () => {
    const { request } = await setting.receive(mailText({}));
    const rows = [];
    for (let n = 0; n < 50; n += 1) rows.push(await acknowledge(setting, request));
    const states = await Promise.all(rows.map((row) => send(row.id)));
    expect(states.every((one) => one.state === 'accepted')).toBe(true);
    expect([...server.acceptedByMessageId().values()]).toEqual(rows.map(() => 1));
  });
});
