import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tnefOf } from '../../../../domain/mail/sealed/tnef.ts';
import { parseMail } from '../../../../domain/mail/parse.ts';
import { raw } from '../mails.ts';

const u16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const attribute = (id: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([id < 0x10000 ? 1 : 2]), u32(id), u32(data.length), data, u16(0)]);
const filled = (data: Buffer): Buffer => Buffer.concat([u32(data.length), data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
const property = (type: number, id: number, data: Buffer): Buffer => Buffer.concat([u16(type), u16(id), u32(1), filled(data)]);
const properties = (...list: Buffer[]): Buffer => Buffer.concat([u32(list.length), ...list]);
const utf16 = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
/** Not compressed: the header alone says so. */
const rtf = (text: string): Buffer =>
  Buffer.concat([u32(text.length + 12), u32(text.length), u32(0x414c454d), u32(0), Buffer.from(text, 'latin1')]);

const winmail = (body: Buffer): Buffer =>
  Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(0x69007, Buffer.concat([u32(1252), u32(0)])),
    attribute(0x69003, body),
    attribute(0x69002, Buffer.alloc(14)),
    attribute(0x18010, Buffer.from('KURZ~1.PDF\0')),
    attribute(0x6800f, Buffer.from('%PDF-1.7')),
    attribute(
      0x69005,
      properties(property(0x1f, 0x3707, utf16('Übersicht.pdf')), property(0x1e, 0x370e, Buffer.from('application/pdf\0'))),
    ),
    attribute(0x69002, Buffer.alloc(14)),
    attribute(0x18010, Buffer.from('notiz.txt\0')),
    attribute(0x6800f, Buffer.from('Notiz')),
  ]);
const named = Buffer.concat([u16(0x03), u16(0x8001), Buffer.alloc(16), u32(1), filled(utf16('Eigenes')), u32(7)]);
const packed = winmail(properties(named, property(0x1f, 0x1000, utf16('Wo ist mein Paket?'))));

describe("Outlook's winmail.dat", () => {
  it('gives its files under their long names, and its text', () => {
    expect(tnefOf(packed)).toEqual({
      text: 'Wo ist mein Paket?',
      html: '',
      files: [
        { filename: 'Übersicht.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') },
        { filename: 'notiz.txt', contentType: 'application/octet-stream', content: Buffer.from('Notiz') },
      ],
    });
  });

  it('gives the words of its RTF where it has no other text', () => {
    const text = "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <b>}Gr\\'fc\\u223?e\\par an\\~alle \\{\\}}";
    expect(tnefOf(winmail(properties(property(0x102, 0x1009, rtf(text)))))?.text).toBe('Grüße\nan\u00a0alle {}');
  });

  it('is opened in a mail, and shown where the mail has no text beside it', async () => {
    const part = `--b1\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${packed.toString('base64')}\r\n`;
    const bytes = (text: string): Uint8Array => raw({ 'Content-Type': 'multipart/mixed; boundary=b1' }, `${text}${part}--b1--`);
    const mail = await parseMail(bytes(''));
    expect(mail.text).toBe('Wo ist mein Paket?');
    expect(mail.attachments.map((one) => one.filename)).toEqual(['Übersicht.pdf', 'notiz.txt']);
    expect((await parseMail(bytes('--b1\r\n\r\nEigener Text\r\n'))).text).toBe('Eigener Text');
  });

  it('never makes reading throw, however damaged it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { maxLength: 10 }),
        fc.nat(packed.length),
        (damage, length) => {
          const bytes = Buffer.from(packed);
          for (const [at, byte] of damage) bytes[at] = byte;
          tnefOf(bytes.subarray(0, length));
        },
      ),
    );
  });
});
