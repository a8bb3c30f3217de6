import { expect, it } from 'vitest';
import { parseMail } from '../../../../domain/mail/parse.ts';
import { mutated, randomOf } from '../../../conformance/mime/mutate.ts';
import { raw } from '../mails.ts';

const words = 'Wo ist mein Paket geblieben?';
const part = (headers: string, body: string): string => `--b1\r\n${headers}\r\n\r\n${body}\r\n`;
const base64 = Buffer.from(words).toString('base64');

/** As mail programs write them, each in another form. */
const MAILS = [
  raw({}, words),
  raw({ 'Content-Transfer-Encoding': 'base64' }, base64),
  raw({ 'Content-Type': 'text/html; charset=utf-8' }, `<html><body><p>${words}</p></body></html>`),
  raw(
    { 'Content-Type': 'multipart/mixed; boundary=b1' },
    `${part('Content-Type: text/plain', words)}${part('Content-Type: application/pdf; name=a.pdf', '%PDF')}--b1--`,
  ),
  raw(
    { 'Content-Type': 'multipart/alternative; boundary=b1' },
    `${part('Content-Type: text/plain\r\nContent-Transfer-Encoding: base64', base64)}${part('Content-Type: text/html', `<p>${words}</p>`)}--b1--`,
  ),
].map((bytes) => Buffer.from(bytes));

it('a mail that was damaged on its way never makes reading throw, and shows its text where that stands as a part of its own', async () => {
  for (let seed = 0; seed < 1000; seed += 1) {
    const bytes = mutated(MAILS[seed % MAILS.length]!, randomOf(seed));
    const { text, subject, headers } = await parseMail(bytes);
    expect(JSON.stringify([text, subject, headers])).not.toMatch(/\\u0000|\\ud[89a-f]/);
    if (bytes.includes(`\r\n\r\n${words}`) || bytes.includes(`\r\n\r\n${base64}`)) expect(text.trim(), `seed ${seed}`).not.toBe('');
  }
});
