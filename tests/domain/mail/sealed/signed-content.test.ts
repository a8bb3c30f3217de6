import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../domain/mail/parse.ts';
import { cmsOf } from '../../../../domain/mail/sealed/signed-content.ts';
import { mail, raw } from '../mails.ts';

const inner = 'Content-Type: text/plain; charset=utf-8\r\n\r\nWo ist mein Paket?\r\n';
const data = Buffer.from('06092a864886f70d010701', 'hex');
const signed = Buffer.from('06092a864886f70d010702', 'hex');
const enveloped = Buffer.from('06092a864886f70d010703', 'hex');
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const value = Buffer.concat(parts);
  const length = value.length < 128 ? Buffer.from([value.length]) : Buffer.from([0x82, value.length >> 8, value.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, value]);
};
const ber = (tag: number, ...parts: Buffer[]): Buffer => Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
type Wrap = (tag: number, ...parts: Buffer[]) => Buffer;
const message = (wrap: Wrap, octets: Buffer): Buffer =>
  wrap(0x30, signed, wrap(0xa0, wrap(0x30, der(0x02, Buffer.from([1])), der(0x31), wrap(0x30, data, wrap(0xa0, octets)))));

const chunks = ber(0x24, der(0x04, Buffer.from(inner.slice(0, 20))), der(0x04, Buffer.from(inner.slice(20))));
const asMail = (bytes: Buffer, type = 'application/pkcs7-mime'): Uint8Array =>
  raw({ 'Content-Type': `${type}; name=smime.p7m`, 'Content-Transfer-Encoding': 'base64' }, bytes.toString('base64'));

describe('a signed mail', () => {
  it.each([
    ['in DER', message(der, der(0x04, Buffer.from(inner)))],
    ['in BER, in chunks of unknown length', message(ber, chunks)],
  ])('whose text lies in its envelope, %s, shows it and keeps the envelope', async (_name, bytes) => {
    const read = await parseMail(asMail(bytes));
    expect(read).toMatchObject({ text: 'Wo ist mein Paket?', protection: 'signed' });
    expect(read.attachments.map((one) => one.filename)).toEqual(['smime.p7m']);
  });

  it('with its signature beside it names the signature', async () => {
    const body = '--b1\r\n\r\nHallo\r\n--b1\r\nContent-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n--b1--';
    const read = await mail({ 'Content-Type': 'multipart/signed; boundary=b1; protocol="application/pgp-signature"' }, body);
    expect(read).toMatchObject({ text: 'Hallo', protection: 'signed', attachments: [{ filename: 'signature.asc' }] });
  });
});

describe('an encrypted mail', () => {
  it('is named so and offered as a file, by S/MIME', async () => {
    const read = await parseMail(asMail(der(0x30, enveloped, der(0xa0, der(0x30))), 'application/x-pkcs7-mime'));
    expect(read).toMatchObject({ text: '', protection: 'encrypted', attachments: [{ filename: 'smime.p7m' }] });
  });

  it('is named so by PGP, as MIME and in the text', async () => {
    const body =
      '--b1\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b1\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\nx\r\n--b1--';
    expect(await mail({ 'Content-Type': 'multipart/encrypted; boundary=b1' }, body)).toMatchObject({ protection: 'encrypted' });
    expect(await mail({}, '-----BEGIN PGP MESSAGE-----\r\n\r\nx\r\n-----END PGP MESSAGE-----')).toMatchObject({ protection: 'encrypted' });
    expect(await mail({}, 'Was heißt -----BEGIN PGP MESSAGE----- in Ihrer Mail?')).toMatchObject({ protection: null });
  });
});

it('a damaged envelope never makes reading throw', () => {
  const whole = message(ber, chunks);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(whole.length), (damage, length) => {
      const bytes = Buffer.from(whole);
      for (const [at, byte] of damage) bytes[at] = byte;
      cmsOf(bytes.subarray(0, length));
    }),
  );
  expect(cmsOf(Buffer.from(Array.from({ length: 50_000 }, () => [0x30, 0x80]).flat()))).toBeNull();
});
