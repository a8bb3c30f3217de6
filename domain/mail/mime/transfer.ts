const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

/** The bytes of a part after its Content-Transfer-Encoding (RFC 2045 section 6); an encoding that nobody knows changes nothing. */
export function transferDecoded(body: Buffer, encoding: string): Buffer {
  if (encoding === 'quoted-printable') return quotedPrintable(body);
  return encoding === 'base64' && isBase64(body) ? base64(body) : body;
}

const BEGINNING = 4000;

/** Some gateways claim base64 over plain text, which has blanks between its letters and signs that base64 does not know. */
function isBase64(body: Buffer): boolean {
  const text = body.toString('latin1', 0, BEGINNING).trim();
  const odd = text.match(/[^A-Za-z0-9+/=\s]|[ \t]\S/g)?.length ?? 0;
  return odd * 20 <= text.length;
}

function base64(body: Buffer): Buffer {
  const letters = Buffer.from(body.toString('latin1').replace(/[^A-Za-z0-9+/=]+/g, ''), 'latin1');
  const padding = letters.indexOf(EQUALS);
  const isAtEnd = padding < 0 || letters.subarray(padding, padding + 4).every((letter) => letter === EQUALS);
  return isAtEnd ? Buffer.from(letters.toString('latin1'), 'base64') : paddedBase64(letters);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Padding in the middle (some programs pad each line) begins a new group of four. */
function paddedBase64(letters: Buffer): Buffer {
  const values = Uint8Array.from({ length: 128 }, (_, letter) => Math.max(0, ALPHABET.indexOf(String.fromCharCode(letter))));
  const decoded = Buffer.allocUnsafe(letters.length);
  let to = 0;
  let bits = 0;
  let kept = 0;
  for (const letter of letters) {
    if (letter === EQUALS) {
      bits = 0;
      continue;
    }
    kept = ((kept << 6) | values[letter]!) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded[to++] = (kept >> bits) & 0xff;
  }
  return decoded.subarray(0, to);
}

/** Line ends stay as they are; a `=` that is no escape stays too (RFC 2045 section 6.7, note on illegal encodings). */
function quotedPrintable(body: Buffer): Buffer {
  if (!body.includes(EQUALS)) return body;
  const decoded = Buffer.allocUnsafe(body.length);
  let to = 0;
  let at = 0;
  while (at < body.length) {
    const byte = body[at]!;
    if (byte !== EQUALS) {
      decoded[to++] = byte;
      at += 1;
      continue;
    }
    const next = afterSoftBreak(body, at + 1);
    const value = next < 0 ? hexByte(body, at + 1) : -1;
    if (next >= 0) at = next;
    else if (value >= 0) {
      decoded[to++] = value;
      at += 3;
    } else {
      decoded[to++] = byte;
      at += 1;
    }
  }
  return decoded.subarray(0, to);
}

/** Where the next line begins if only blanks stand between here and the line's end; else -1. */
function afterSoftBreak(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at += 1;
  if (at >= body.length) return at;
  if (body[at] === LF) return at + 1;
  return body[at] === CR && body[at + 1] === LF ? at + 2 : -1;
}

function hexByte(body: Buffer, at: number): number {
  const high = nibble(body[at]);
  const low = nibble(body[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function nibble(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
