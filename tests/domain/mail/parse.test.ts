import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../domain/mail/parse.ts';
import { mail, raw } from './mails.ts';

const MULTIPART = [
  '--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHallo Welt\r\n',
  '--b1\r\nContent-Type: application/pdf; name="Rechnung.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b1--\r\n',
].join('');

describe('reading a mail', () => {
  it('gives headers, addresses and text', async () => {
    const read = await mail({
      To: 'Hilfe <Hilfe@Shop.example>, zweite@shop.example',
      Cc: 'Team: a@kunde.example, b@kunde.example;',
      'In-Reply-To': '<x@shop.example>',
      References: '<w@shop.example> <x@shop.example>',
      'Return-Path': '<petra@kunde.example>',
      'Delivered-To': 'hilfe+abc@shop.example',
    });
    expect(read).toMatchObject({
      messageId: '<one@kunde.example>',
      inReplyTo: ['<x@shop.example>'],
      references: ['<w@shop.example>', '<x@shop.example>'],
      from: { name: 'Petra Kunde', address: 'petra@kunde.example' },
      fromDoubt: null,
      returnPath: 'petra@kunde.example',
      deliveredTo: ['hilfe+abc@shop.example'],
      date: '2026-11-24T09:00:00.000Z',
      subject: 'Frage zur Lieferung',
      text: 'Wo ist mein Paket?',
      html: null,
      language: 'de',
      attachments: [],
      repairs: [],
    });
    expect(read.to.map((box) => box.address)).toEqual(['hilfe@shop.example', 'zweite@shop.example']);
    expect(read.cc.map((box) => box.address)).toEqual(['a@kunde.example', 'b@kunde.example']);
  });

  it('tells the null return path from a missing one', async () => {
    expect((await mail({ 'Return-Path': '<>' })).returnPath).toBe('');
    expect((await mail()).returnPath).toBeNull();
  });

  it('gives attachments under safe names', async () => {
    const body = MULTIPART.replace('Rechnung.pdf', '../../etc/\u202efdp.exe');
    const { attachments, text } = await mail({ 'Content-Type': 'multipart/mixed; boundary=b1' }, body);
    expect(text).toBe('Hallo Welt');
    expect(attachments).toMatchObject([{ filename: 'fdp.exe', contentType: 'application/pdf', size: 4, disposition: 'attachment' }]);
    expect(new TextDecoder().decode(attachments[0]!.content)).toBe('%PDF');
  });

  it('makes text of a mail that has only HTML', async () => {
    const html = '<style>p{}</style><p>Guten Tag,</p><p>siehe <a href="https://kunde.example/x">hier</a></p><blockquote>alt</blockquote>';
    const read = await mail({ 'Content-Type': 'text/html; charset=utf-8' }, html);
    expect(read.text).toBe('Guten Tag,\n\nsiehe hier [https://kunde.example/x]\n\n> alt');
    expect(read.html).toBe(html);
  });

  it.each([
    ['no From at all', { From: null }, 'no-from'],
    ['an empty From', { From: '<>' }, 'unreadable-from'],
    ['two From headers', { From: ['a@kunde.example', 'b@kunde.example'] }, 'several-from'],
    ['two authors', { From: 'a@kunde.example, b@kunde.example' }, 'several-from'],
  ])('says that %s proves nothing', async (_name, headers, doubt) => {
    expect((await mail(headers)).fromDoubt).toBe(doubt);
  });

  it('takes control characters out of subject and names', async () => {
    const read = await mail({ Subject: '=?utf-8?Q?Frage=0D=0AX-Injected:_1?=', From: '=?utf-8?Q?Kunde=0D=0ABcc?= <a@kunde.example>' });
    expect(read.subject).toBe('Frage X-Injected: 1');
    expect(read.from?.name).toBe('Kunde Bcc');
  });

  it('finds ids that are glued together, wrapped in words or without brackets', async () => {
    const read = await mail({
      References: '<a@x.example><b@x.example>\t(comment) undefined',
      'In-Reply-To': 'Your message of Monday c@x.example',
    });
    expect(read.references).toEqual(['<a@x.example>', '<b@x.example>']);
    expect(read.inReplyTo).toEqual(['<c@x.example>']);
  });

  it('keeps the ends of ten thousand references', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `<${n}@flood.example>`);
    const { references } = await mail({ References: ids.join(' ') });
    expect(references).toHaveLength(100);
    expect(references.at(-1)).toBe('<9999@flood.example>');
  });
});

describe('a broken mail', () => {
  it('with bare carriage returns has its text', async () => {
    const macintosh = Buffer.from(Buffer.from(raw()).toString('latin1').replaceAll('\r\n', '\r'), 'latin1');
    expect(await parseMail(macintosh)).toMatchObject({ subject: 'Frage zur Lieferung', text: 'Wo ist mein Paket?', repairs: ['bare-cr'] });
  });

  it('whose boundary is another has its text and its files', async () => {
    const read = await mail({ 'Content-Type': 'multipart/mixed; boundary=wrong' }, MULTIPART);
    expect(read).toMatchObject({ text: 'Hallo Welt', repairs: ['boundary-mismatch'] });
    expect(read.attachments.map((one) => one.filename)).toEqual(['Rechnung.pdf']);
  });

  it('whose inner boundary is another has its text too', async () => {
    const inner = '--in2\r\nContent-Type: text/plain\r\n\r\nInnen\r\n--in2--';
    const body = `--b1\r\nContent-Type: multipart/alternative; boundary=in1\r\n\r\n${inner}\r\n--b1\r\nContent-Type: image/png\r\n\r\nx\r\n--b1--`;
    expect((await mail({ 'Content-Type': 'multipart/mixed; boundary=b1' }, body)).text).toBe('Innen');
  });

  it('that calls itself multipart and is none is read as text', async () => {
    const read = await mail({ 'Content-Type': 'multipart/mixed; boundary=b1' }, 'Nur Text');
    expect(read).toMatchObject({ text: 'Nur Text', repairs: ['body-as-text'] });
  });

  it('with raw Windows letters in its headers has them right', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Subject: Gr'),
      Buffer.from([0xfc, 0xdf]),
      Buffer.from('e\r\nFrom: a@kunde.example\r\n\r\nText'),
    ]);
    expect(await parseMail(bytes)).toMatchObject({ subject: 'Grüße', repairs: ['header-charset'] });
  });

  it('nested a hundred levels deep does not hurt', async () => {
    let body = 'tief';
    for (let n = 0; n < 150; n += 1)
      body = `--b${n}\r\nContent-Type: ${n === 0 ? 'text/plain' : `multipart/mixed; boundary=b${n - 1}`}\r\n\r\n${body}\r\n--b${n}--`;
    expect((await mail({ 'Content-Type': 'multipart/mixed; boundary=b149' }, body)).text).toContain('tief');
  });

  it('shows a forwarded mail where it has no text of its own', async () => {
    const body =
      '--b1\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <inner@x.example>\r\nSubject: innen\r\n\r\nInnerer Text\r\n--b1--';
    const read = await mail({ 'Content-Type': 'multipart/mixed; boundary=b1' }, body);
    expect(read).toMatchObject({ text: 'Innerer Text', original: { messageId: '<inner@x.example>', subject: 'innen' } });
  });

  it('never makes it throw, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect(typeof (await parseMail(bytes)).text).toBe('string');
      }),
      { numRuns: 200 },
    );
  });

  it('never makes it throw, and never loses the text, when single bytes of the headers are damaged', async () => {
    const whole = raw({ 'Content-Type': 'multipart/mixed; boundary=b1' }, MULTIPART);
    const head = Buffer.from(whole).indexOf('\r\n\r\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(head - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }), async (damage) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of damage) bytes[at] = byte;
        expect((await parseMail(bytes)).text).toContain('Hallo Welt');
      }),
      { numRuns: 300 },
    );
  });
});
