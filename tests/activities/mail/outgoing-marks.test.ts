import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compose } from '../../../activities/mail/compose.ts';
import { seal } from '../../../config/secret.ts';
import { outboxWithMailbox } from '../../../db/outbox.ts';
import { bounceAddress, returnedOutbox } from '../../../domain/mail/bounce-address.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import { createSetting, mailText, type Setting, shop } from './setting.ts';
import { acknowledge } from './written.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await createSetting();
});
afterAll(() => setting.end());

async function composed(id: string): Promise<Buffer> {
  const found = await setting.inTenant((trx) => outboxWithMailbox(trx, { id }));
  if (!found?.mailbox) throw new Error('The mail or its mailbox is gone.');
  return compose(setting.inTenant, setting.deps.services, found.row, found.mailbox);
}

it('a mail has a text and an HTML of it, with a picture where its mark stands', async () => {
  const { request } = await setting.receive(mailText({}));
  const picture = await setting.inTenant(async (trx) => {
    const { id } = await trx
      .selectFrom('message')
      .select('id')
      .where('request', '=', request ?? '')
      .executeTakeFirstOrThrow();
    const values = {
      message: id,
      filename: 'Größe.png',
      content_type: 'image/png',
      size: 3,
      content: Buffer.from('PNG'),
      content_id: 'p1@shop.example',
      inline: true,
    };
    return trx.insertInto('attachment').values(values).returning('id').executeTakeFirstOrThrow();
  });
  const row = await acknowledge(setting, request, {
    text: 'Guten Tag,\n\nso:\n[Bild: Größe.png]\n\n> Frage <b>?',
    attachments: [picture.id],
  });
  const mail = await parseMail(await composed(row.id));
  expect(mail.text).toContain('> Frage <b>?');
  expect(mail.html).toContain('<img src="cid:p1@shop.example" alt="Größe.png"');
  expect(mail.html).toContain('Frage &lt;b&gt;?</p></blockquote>');
  expect(mail.attachments).toMatchObject([{ filename: 'Größe.png', contentId: 'p1@shop.example', disposition: 'inline' }]);
});

it('a mailbox with a key of its own signs its mails, so that whoever gets them can check that', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  await setting.inTenant((trx) =>
    trx
      .updateTable('mailbox')
      .set({
        dkim: JSON.stringify({ domain: 'shop.example', selector: 'v1' }),
        dkim_key: seal(setting.deps.services.secretKey, privateKey),
      })
      .execute(),
  );
  const { request } = await setting.receive(mailText({}));
  const row = await acknowledge(setting, request, { text: 'Grüße aus Köln' });
  const resolver = (name: string) =>
    name === 'v1._domainkey.shop.example'
      ? Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]])
      : Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
  const { dkim } = await authenticate(await composed(row.id), {
    ip: '192.0.2.1',
    helo: 'mail.shop.example',
    sender: shop,
    mta: 'test',
    resolver,
  });
  expect(dkim.results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([['pass', 'shop.example']]);
  await setting.inTenant((trx) => trx.updateTable('mailbox').set({ dkim: null, dkim_key: null }).execute());
});

it('a report that carries nothing of our mail is known by the address it comes back to', async () => {
  const first = await setting.receive(mailText({}));
  const row = await acknowledge(setting, first.request);
  expect(row.envelope_from).toMatch(/^service\+b[a-z2-7]{42}@shop\.example$/);
  const report = mailText({
    from: 'Mail Delivery System <MAILER-DAEMON@kunden.example>',
    to: row.envelope_from,
    subject: 'Undelivered Mail',
    headers: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
    text: '550 5.1.1 <anna@kunden.example>: no such user',
  });
  expect(await setting.receive(report)).toMatchObject({ verdict: 'bounce', request: first.request });
  const [event] = await setting.inTenant((trx) =>
    trx
      .selectFrom('request_event')
      .select('payload')
      .where('request', '=', first.request ?? '')
      .where('kind', '=', 'mail-bounced')
      .execute(),
  );
  expect(event?.payload).toMatchObject({ outbox: row.id });
});

it('a bounce address that somebody made up leads nowhere', () => {
  const key = 'k'.repeat(32);
  const id = '01a20396-f41e-700d-8d9b-5110398b5776';
  const address = bounceAddress({ mailbox: shop, key, id });
  const sentTo = (to: string) => returnedOutbox({ deliveredTo: [], to: [{ name: '', address: to }] }, key);
  expect(sentTo(address.toUpperCase())).toBe(id);
  expect(sentTo(address.replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@')))).toBeNull();
  expect(sentTo(bounceAddress({ mailbox: shop, key: 'x'.repeat(32), id }))).toBeNull();
  expect(bounceAddress({ mailbox: 'a-very-long-name-of-a-mailbox@shop.example', key, id })).toBe(
    'a-very-long-name-of-a-mailbox@shop.example',
  );
});
