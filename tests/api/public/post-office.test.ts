import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '../../../commands/servers/mail-server.ts';
import { openShop, type Shop } from './shop.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-post-office-'));
let mail: MailServer;
let shop: Shop;
beforeAll(async () => {
  mail = await startMailServer({ folder, smtpPort: 0, imapPort: 0, mailboxes: [], log: () => undefined });
  shop = await openShop({ demoMail: { smtpPort: mail.ports.smtp, imapPort: mail.ports.imap, password: mail.masterPassword } });
});
afterAll(async () => {
  await shop.close();
  await mail.stop();
  rmSync(folder, { recursive: true, force: true });
});

const page = async (url: string) =>
  (await shop.app.inject({ url, headers: { 'accept-language': 'de' } })).body.replaceAll('&#61;', '=').replaceAll('&#38;', '&');
const linkTo = (html: string, words: RegExp) =>
  [...html.matchAll(/href="(\/post-office\?[^"]+)"[^]*?<\/a/g)].find((match) => words.test(match[0]))?.[1] ?? '';
const send = (fields: Record<string, string>) =>
  shop.app.inject({
    method: 'POST',
    url: '/post-office/send',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ lang: 'de', ...fields }).toString(),
  });
const optionIn = (html: string, address: string) =>
  new RegExp(`<option[^>]*value="([0-9a-f]+)"[^>]*>[^<]*${address}`).exec(html)?.[1] ?? '';

test('a newcomer writes as a customer, finds what the shop answers, and replies in the same thread', async () => {
  const write = await page('/post-office/write?suggestion=complaint&lang=de');
  expect(write).toContain('Beschwerde zu Bestellung');
  const fields = {
    from: optionIn(write, 'anna.berg@post.example'),
    to: optionIn(write, 'service@schoenkauf.example'),
    subject: 'Beschwerde',
    text: 'Es fehlt etwas.',
  };
  const sent = await send(fields);
  expect(sent.statusCode).toBe(303);
  expect(mail.list('service@schoenkauf.example')[0]?.raw.toString()).toContain('Subject: Beschwerde');

  mail.deliver(
    'From: Kundenservice <service@schoenkauf.example>\r\nTo: anna.berg@post.example\r\nSubject: Re: Beschwerde\r\nMessage-ID: <a1@schoenkauf.example>\r\nReply-To: service+token@schoenkauf.example\r\n\r\nLink: https://localhost/expert/abc <script>alert(1)</script>\r\n',
    { from: 'service@schoenkauf.example', to: ['anna.berg@post.example'] },
  );
  const box = await page(String(sent.headers.location));
  expect(box).toContain('Abgeschickt.');
  expect(box).toContain('geschrieben');
  const letter = await page(linkTo(box, /Re: Beschwerde/));
  expect(letter).toContain('<a href="https://localhost/expert/abc" target="_blank" rel="noopener noreferrer">');
  expect(letter).not.toContain('<script>alert');
  const answers = /name="answers"\s+value="([^"]+)"/.exec(letter)?.[1] ?? '';
  const replied = await send({ from: fields.from, answers, subject: 'AW: Beschwerde', text: 'Danke!' });
  expect(replied.statusCode).toBe(303);
  const received = mail.accepted.at(-1)!;
  expect(received.to).toEqual(['service+token@schoenkauf.example']);
  expect(received.raw.toString()).toContain('In-Reply-To: <a1@schoenkauf.example>');
});

test('no mail address stands in an address of a page', async () => {
  const html = await page('/post-office?lang=de');
  for (const [, url] of html.matchAll(/href="([^"]+)"/g)) expect(url).not.toContain('@');
});

test('nobody writes in the name of the shop, and a mail without text is not sent', async () => {
  const write = await page('/post-office/write?lang=de');
  const shopBox = optionIn(write, 'service@schoenkauf.example');
  const customer = optionIn(write, 'anna.berg@post.example');
  const before = mail.accepted.length;
  expect((await send({ from: shopBox, to: shopBox, subject: 'x', text: 'x' })).statusCode).toBe(422);
  expect((await send({ from: customer, to: shopBox, subject: 'x', text: ' ' })).statusCode).toBe(422);
  expect(mail.accepted.length).toBe(before);
});

test('without a demo there is no post office', async () => {
  const real = await openShop();
  for (const url of ['/post-office', '/post-office/write']) expect((await real.app.inject({ url })).statusCode).toBe(404);
  expect((await real.app.inject({ method: 'POST', url: '/post-office/send', payload: {} })).statusCode).toBe(404);
  await real.close();
});

test('a mail server that is not there is said, not shown as a fault', async () => {
  const dark = await openShop({ demoMail: { smtpPort: 1, imapPort: 1, password: 'x' } });
  const answer = await dark.app.inject({ url: '/post-office', headers: { 'accept-language': 'de' } });
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('antwortet nicht');
  await dark.close();
});
