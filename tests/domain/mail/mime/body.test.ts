import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../domain/mail/parse.ts';
import { mail, raw } from '../mails.ts';

const part = (headers: string, body: string, boundary = 'b1'): string => `--${boundary}\r\n${headers}\r\n\r\n${body}\r\n`;
const mixed = { 'Content-Type': 'multipart/mixed; boundary=b1' };

describe('the body and the files of a mail', () => {
  it('keeps a file byte for byte: the line end before a boundary belongs to the boundary', async () => {
    const { attachments } = await mail(mixed, `${part('Content-Type: text/csv; name=a.csv', 'a;b\r\n1;2\r\n')}--b1--`);
    expect(Buffer.from(attachments[0]!.content).toString()).toBe('a;b\r\n1;2\r\n');
  });

  it('reads text, picture and text on end as one answer; a named text behind them is a file', async () => {
    const body = [
      part('Content-Type: text/plain', 'Anfang'),
      part('Content-Type: image/png\r\nContent-Disposition: inline; filename=p.png', 'x'),
      part('Content-Type: text/plain', 'Ende'),
      part('Content-Type: text/plain; name=protokoll.txt', 'Protokoll'),
    ];
    const read = await mail(mixed, `${body.join('')}--b1--`);
    expect(read.text).toBe('Anfang\nEnde');
    expect(read.attachments.map((one) => one.filename)).toEqual(['p.png', 'protokoll.txt']);
  });

  it('gives both forms of an alternative, each where it belongs', async () => {
    const body = `${part('Content-Type: text/plain', 'Nur Text')}${part('Content-Type: text/html', '<p>Als HTML</p>')}--b1--`;
    expect(await mail({ 'Content-Type': 'multipart/alternative; boundary=b1' }, body)).toMatchObject({
      text: 'Nur Text',
      html: '<p>Als HTML</p>',
    });
  });

  it('ends an inner part at the outer boundary where its own end is missing', async () => {
    const inner = `Content-Type: multipart/mixed; boundary=b2\r\n\r\n--b2\r\nContent-Type: text/plain\r\n\r\nInnen`;
    const read = await mail(mixed, `--b1\r\n${inner}\r\n${part('Content-Type: application/pdf; name=a.pdf', '%PDF')}--b1--`);
    expect(read).toMatchObject({ text: 'Innen', attachments: [{ filename: 'a.pdf', size: 4 }] });
  });

  it.each([
    ['a mail that lost its blank line', raw({}, '').toString().trimEnd() + '\r\nWo ist es?', 'Wo ist es?'],
    [
      'text before a damaged delimiter',
      raw(mixed, `-b1\r\nContent-Type: text/plain\r\n\r\nWo ist es?\r\n--b1\r\nContent-Type: image/png\r\n\r\nx\r\n--b1--`),
      'Wo ist es?',
    ],
    ['a text of a type that does not exist', raw({ 'Content-Type': 'tezt/plain' }, 'Wo ist es?'), 'Wo ist es?'],
    [
      'an HTML file that calls itself an attachment',
      raw({ 'Content-Type': 'text/html', 'Content-Disposition': 'attachment' }, '<p>Wo ist es?</p>'),
      'Wo ist es?',
    ],
    ['HTML nested deeper than anybody reads', raw({ 'Content-Type': 'text/html' }, `${'<div>'.repeat(2000)}Wo ist es?`), 'Wo ist es?'],
  ])('shows %s', async (_name, bytes, text) => {
    expect((await parseMail(Buffer.from(bytes))).text).toBe(text);
  });
});

describe('a hostile mail', () => {
  const word = `=?utf-8?B?${Buffer.from('Grüße').toString('base64')}?= `;
  let deep = 'innen';
  let type = 'text/plain';
  for (let n = 0; n < 240; n += 1) {
    deep = `--d${n}\r\nContent-Type: ${type}\r\n\r\n${deep}\r\n--d${n}--`;
    type = `multipart/mixed; boundary=d${n}`;
  }

  it.each([
    ['of 2,000 parts', raw(mixed, Array.from({ length: 2000 }, (_, n) => part('', `Teil ${n}`)).join('')), 'Teil 1999'],
    ['of 240 levels', raw({ 'Content-Type': type }, deep), 'innen'],
    ['with five megabytes in one header', raw({ 'X-Long': 'a'.repeat(5_000_000) }, 'Text'), 'Text'],
    ['with 20,000 encoded words', raw({ Subject: word.repeat(20_000) }, 'Text'), 'Text'],
    [
      'with an open bracket a hundred thousand times',
      raw({ To: '(<"'.repeat(33_000), 'Content-Type': `text/plain${'('.repeat(100_000)}` }, 'Text'),
      'Text',
    ],
    ['with a million lines that could be delimiters', raw({ 'Content-Type': type }, '--\r\n'.repeat(1_000_000)), '--'],
  ])('%s is read within seconds', async (_name, bytes, text) => {
    const from = performance.now();
    expect((await parseMail(bytes)).text).toContain(text);
    expect(performance.now() - from).toBeLessThan(5000);
  });

  it('opens at most 2,500 parts and says so', async () => {
    const body = Array.from({ length: 4000 }, () => part('Content-Type: image/png', 'x')).join('');
    const read = await mail(mixed, body);
    expect(read.attachments.length).toBeLessThanOrEqual(2500);
    expect(read.repairs).toContain('too-many-parts');
  });
});
