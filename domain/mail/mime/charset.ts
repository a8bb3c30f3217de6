import { isUtf8 } from 'node:buffer';

/** Names that mail uses and the Encoding Standard does not list. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-2': 'iso-2022-jp',
  'tis-620': 'windows-874',
};

/** Means "whatever the writer has": such bytes are often UTF-8. */
const VAGUE = /^(?:|us-ascii|ascii|ansi_x3\.4-1968|unknown-8bit|x-unknown|default|7bit|8bit)$/;

/** Text of bytes in a charset; an unknown one, or none, is UTF-8 where the bytes are valid UTF-8, else Windows-1252. Never throws. */
export function textOf(bytes: Uint8Array, charset: string): string {
  const name = charset.trim().toLowerCase();
  if (/^(?:unicode-1-1-)?utf-7$/.test(name)) return utf7(Buffer.from(bytes).toString('latin1'));
  const decoder = VAGUE.test(name) ? null : decoderOf(name);
  return (decoder ?? new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252')).decode(bytes);
}

function decoderOf(name: string): TextDecoder | null {
  for (const label of [name, ALIASES[name], name.replace(/^(?:x-|cp-?(?=125))/, (found) => (found === 'x-' ? '' : 'windows-'))]) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label);
    } catch {
      // The next spelling.
    }
  }
  return null;
}

/** RFC 2152: `+…-` holds base64 of UTF-16. Old programs of Microsoft wrote it; browsers refuse it, so TextDecoder does. */
export function utf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_whole, letters: string) =>
    letters === '' ? '+' : new TextDecoder('utf-16be').decode(evenly(Buffer.from(letters, 'base64'))),
  );
}

function evenly(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - (bytes.length % 2));
}
