import { textOf } from '../mime/charset.ts';

const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const MOST = 2_000_000;
const RING = 4096;
/** What the ring holds at the start (MS-OXRTFCP 2.1.2.1). */
const START = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);

/** The words of a compressed RTF (MS-OXRTFCP), at most 2 MB of it; '' where it cannot be read. */
export function rtfText(bytes: Buffer): string {
  const rtf = decompressed(bytes);
  return rtf === null ? '' : wordsOf(rtf.toString('latin1'));
}

function decompressed(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null;
  const size = Math.min(bytes.readUInt32LE(4), MOST);
  const kind = bytes.readUInt32LE(8);
  if (kind === PLAIN) return bytes.subarray(16, 16 + size);
  if (kind !== COMPRESSED) return null;
  const ring = Buffer.alloc(RING, 0x20);
  START.copy(ring);
  let to = START.length;
  const out: number[] = [];
  const put = (byte: number): void => {
    out.push(byte);
    ring[to] = byte;
    to = (to + 1) % RING;
  };
  for (let at = 16; at < bytes.length && out.length < size;) {
    const flags = bytes[at++]!;
    for (let bit = 0; bit < 8 && at < bytes.length && out.length < size; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        put(bytes[at++]!);
        continue;
      }
      if (at + 1 >= bytes.length) return Buffer.from(out);
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      if (from === to) return Buffer.from(out);
      for (let n = 0; n < (reference & 0xf) + 2; n += 1) put(ring[(from + n) % RING]!);
    }
  }
  return Buffer.from(out);
}

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
/** Groups whose content is no text of the mail. */
const SILENT = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'htmltag', 'themedata', 'object', 'generator', 'listtable']);

function wordsOf(rtf: string): string {
  const silence: boolean[] = [false];
  let words = '';
  let skip = 0;
  for (const [, name, value, hex, sign, brace, text] of rtf.matchAll(TOKEN)) {
    const isSilent = silence.at(-1)!;
    if (brace === '{') silence.push(isSilent);
    else if (brace === '}') silence.length = Math.max(1, silence.length - 1);
    else if (sign === '*' || (name !== undefined && SILENT.has(name))) silence[silence.length - 1] = true;
    else if (isSilent) continue;
    else if (name === 'par' || name === 'line') words += '\n';
    else if (name === 'tab') words += '\t';
    else if (name === 'u') {
      words += String.fromCharCode(Number(value ?? 63) & 0xffff);
      skip = 1;
    } else if (hex !== undefined) {
      if (skip > 0) skip -= 1;
      else words += textOf(Buffer.from(hex, 'hex'), 'windows-1252');
    } else if (sign !== undefined) words += sign === '~' ? '\u00a0' : /[{}\\]/.test(sign) ? sign : '';
    else if (text !== undefined) {
      words += text.slice(skip);
      skip = 0;
    }
  }
  return words.trim();
}
