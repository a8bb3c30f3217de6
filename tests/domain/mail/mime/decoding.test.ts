import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../../domain/mail/mime/charset.ts';
import { unflowed } from '../../../../domain/mail/mime/flowed.ts';
import { headerOf } from '../../../../domain/mail/mime/header.ts';
import { structured } from '../../../../domain/mail/mime/structured.ts';
import { transferDecoded } from '../../../../domain/mail/mime/transfer.ts';

const decode = (body: string, encoding: string): string => transferDecoded(Buffer.from(body, 'latin1'), encoding).toString('latin1');

describe('the bytes of a part', () => {
  it('come back from base64, whatever was sent', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const lines =
          Buffer.from(bytes)
            .toString('base64')
            .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        expect(transferDecoded(Buffer.from(lines.join('\r\n')), 'base64')).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([
    ['base64 with padding on each line', 'SGFs\r\nbG8=\r\nV2VsdA==', 'base64', 'HalloWelt'],
    ['base64 with a strange letter between', `SG?Fs\r\n${'SGFs'.repeat(12)}`, 'base64', 'Hal'.repeat(13)],
    ['a text that only claims to be base64', 'Wo ist mein Paket?', 'base64', 'Wo ist mein Paket?'],
    ['base64 that is none', '???', 'base64', '???'],
    [
      'quoted-printable with soft breaks and its line ends',
      'Gr=FC=DFe =\r\nweiter=20\r\nEnde=',
      'quoted-printable',
      'Gr\xfc\xdfe weiter \r\nEnde',
    ],
    ['quoted-printable with a sign that is no escape', '1=2 =ZZ', 'quoted-printable', '1=2 =ZZ'],
    ['an encoding that nobody knows', 'a=20b', 'x-other', 'a=20b'],
  ])('are read from %s', (_name, body, encoding, expected) => {
    expect(decode(body, encoding)).toBe(expected);
  });
});

describe('a text in a charset', () => {
  it.each([
    ['utf-8', 'Grüße'],
    ['', 'Grüße'],
    ['us-ascii', 'Grüße'],
    ['made-up', 'Grüße'],
  ])('of the name "%s" is read as UTF-8 where it is UTF-8', (charset, text) => {
    expect(textOf(Buffer.from(text), charset)).toBe(text);
  });

  it.each([
    ['iso-8859-1', 'Gr\xfc\xdfe', 'Grüße'],
    ['us-ascii', 'Gr\xfc\xdfe', 'Grüße'],
    ['windows-1252', '\x80 5', '€ 5'],
    ['cp1252', '\x80 5', '€ 5'],
    ['utf-16le', 'a\0b\0', 'ab'],
    ['utf-7', 'Fr+APY-sche +- Pl+APw-sch', 'Frösche + Plüsch'],
  ])('of the name "%s" is read as such', (charset, bytes, expected) => {
    expect(textOf(Buffer.from(bytes, 'latin1'), charset)).toBe(expected);
  });

  it('that is flowed gets its paragraphs back, quotes by depth', () => {
    expect(unflowed('Guten \r\nTag,\r\n \r\n> alt \r\n> weiter\r\nneu\r\n-- \r\nPetra', false)).toBe(
      'Guten Tag,\n\n> alt weiter\nneu\n-- \nPetra',
    );
    expect(unflowed('zu \r\nsammen', true)).toBe('zusammen');
  });
});

describe('a header with parameters', () => {
  it.each([
    ['attachment; filename="R\\"e.pdf"', { filename: 'R"e.pdf' }],
    ["attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf", { filename: 'Grüße.pdf' }],
    ["attachment; filename*0*=iso-8859-1'de'Gr%FC; filename*1=sse.pdf", { filename: 'Grüsse.pdf' }],
    ['attachment; filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?="', { filename: 'Grüße.pdf' }],
    ['attachment; filename=Meine Rechnung.pdf; size=3', { filename: 'Meine Rechnung.pdf', size: '3' }],
    ['attachment filename="a.pdf"', { filename: 'a.pdf' }],
    ['attachment (old); filename="a (1).pdf"', { filename: 'a (1).pdf' }],
    ['attachment; filename="never ends', { filename: 'never ends' }],
  ])('is read as programs write it: %s', (header, params) => {
    const read = structured(header);
    expect(read.value).toBe('attachment');
    expect({ ...read.params }).toEqual(params);
  });
});

describe('where the headers end', () => {
  const bodyOf = (mail: string): string => mail.slice(headerOf(Buffer.from(mail, 'latin1')).bodyAt);

  it.each([
    ['at the blank line', 'From: a@b.example\r\nX-Odd: 1\r\n\r\nText: mehr', 'Text: mehr'],
    [
      'behind the last header where the blank line is lost',
      'Subject: Frage\nContent-Type: text/plain\nWo ist mein Paket?\nDanke',
      'Wo ist mein Paket?\nDanke',
    ],
    ['at the blank line although a stray line stands between', 'From: a@b.example\nodd line\nSubject: Frage\n\nText', 'Text'],
    ['behind an mbox line', 'From petra Mon Nov 24\nSubject: x\n\nText', 'Text'],
  ])('%s', (_name, mail, body) => {
    expect(bodyOf(mail)).toBe(body);
  });

  it('takes a name with a strange character for another header, so nobody smuggles in a second From', () => {
    const { fields } = headerOf(Buffer.from('\u00a0From: evil@x.example\r\n\u0000from: evil@x.example\r\nFrom: a@b.example\r\n\r\n'));
    expect(fields).toEqual([['from', 'a@b.example']]);
  });
});
