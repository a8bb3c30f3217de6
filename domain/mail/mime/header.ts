import { isUtf8 } from 'node:buffer';
import { textOf, utf7 } from './charset.ts';

/** Of one block of headers; what is longer is noise or an attack, and stands in the original. */
const MOST_BYTES = 512 * 1024;
/** Of one line of it. */
const MOST_OF_LINE = 300_000;

/** Names that no sentence begins with: they tell headers from text where no blank line does. */
const KNOWN_NAME =
  /^(?:from|to|cc|bcc|subject|date|sender|reply-to|received|return-path|delivered-to|message-id|references|in-reply-to|mime-version|content-[a-z-]+|x-[\w-]+|list-[a-z-]+|resent-[a-z-]+|arc-[a-z-]+|dkim-signature|authentication-results|auto-submitted|precedence|importance|priority|organization|user-agent|envelope-to|errors-to|thread-[a-z]+|lines|status):/i;

export interface Header {
  /** Lower-case name, and the value unfolded, as UTF-8, encoded words not yet decoded (those in UTF-7 are UTF-8 now). */
  fields: [name: string, value: string][];
  /** Index of the first byte below. */
  bodyAt: number;
  /** Lines among them that are no headers: text that lost its blank line. */
  stray: Buffer;
  repairs: string[];
}

/** The headers at the beginning of `raw` (RFC 5322 section 2.1): they end at a blank line, or where lines no longer look like headers. */
export function headerOf(raw: Buffer): Header {
  const lines: { at: number; text: Buffer }[] = [];
  let at = 0;
  let isEnded = false;
  while (at < raw.length && !isEnded) {
    const lf = raw.indexOf(0x0a, at);
    const end = lf < 0 ? raw.length : lf;
    const text = raw.subarray(at, raw[end - 1] === 0x0d && end > at ? end - 1 : end);
    if (text.length === 0) isEnded = true;
    else if (at < MOST_BYTES) lines.push({ at, text });
    else if (!looksLikeHeader({ text }, 1)) break;
    at = lf < 0 ? raw.length : lf + 1;
  }
  const cut = isEnded && lines.every(looksLikeHeader) ? null : endOfKnown(lines, isEnded);
  const kept = cut === null ? lines : lines.slice(0, cut);
  const bodyAt = cut === null || cut === lines.length ? at : lines[cut]!.at;
  const repairs = [
    ...(cut === null || cut === lines.length ? [] : ['no-blank-line']),
    ...(kept.some(({ text }) => !isUtf8(text)) ? ['header-charset'] : []),
  ];
  const stray = Buffer.concat(kept.filter((line, n) => !looksLikeHeader(line, n)).flatMap(({ text }) => [text, Buffer.from('\n')]));
  return { fields: unfolded(kept.map(({ text }) => readable(text.subarray(0, MOST_OF_LINE)))), bodyAt, stray, repairs };
}

/** First value of a header, '' where it is missing. */
export function firstOf(fields: Header['fields'], name: string): string {
  return fields.find(([key]) => key === name)?.[1] ?? '';
}

/** Encoded words in UTF-7, which old programs of Microsoft wrote and decoders of today refuse. */
const UTF7_WORD = /=\?(?:unicode-1-1-)?utf-7(?:\*[\w-]{1,20})?\?([bq])\?([^?\s]{0,1000})\?=/gi;

function inUtf8(_word: string, encoding: string, text: string): string {
  return `=?utf-8?B?${Buffer.from(utf7(wordBytes(encoding, text))).toString('base64')}?=`;
}

function wordBytes(encoding: string, text: string): string {
  if (/b/i.test(encoding)) return Buffer.from(text, 'base64').toString('latin1');
  return text.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function looksLikeHeader({ text }: { text: Buffer }, n: number): boolean {
  if (text[0] === 0x20 || text[0] === 0x09) return n > 0;
  const head = text.subarray(0, 200).toString('latin1');
  return /^[!-9;-~]+[ \t]*:/.test(head) || (n === 0 && /^>?From /.test(head));
}

/**
 * Where a block that is not all headers ends: behind the last header with a known name. A stray line between headers is passed
 * over. Null (the blank line) where no name is known.
 */
function endOfKnown(lines: { text: Buffer }[], isEnded: boolean): number | null {
  const last = lines.findLastIndex(({ text }) => KNOWN_NAME.test(text.subarray(0, 100).toString('latin1')));
  if (last < 0) return isEnded ? null : 0;
  let end = last + 1;
  while (end < lines.length && (lines[end]!.text[0] === 0x20 || lines[end]!.text[0] === 0x09)) end += 1;
  const rest = lines.slice(end);
  return isEnded && rest.every((line) => looksLikeHeader(line, 1)) ? null : end;
}

/** Programs that write raw 8-bit letters mean Windows-1252; inside an encoded word they are its own bytes. */
function readable(line: Buffer): string {
  if (isUtf8(line)) return line.toString('utf-8');
  const text = line
    .toString('latin1')
    .replace(/=\?[\w-]{1,40}\?q\?[^?]{0,500}\?=/gi, (word) =>
      word.replace(/[\u0080-\u00ff]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    );
  return textOf(Buffer.from(text, 'latin1'), 'windows-1252');
}

function unfolded(lines: string[]): Header['fields'] {
  const folded: string[][] = [];
  for (const line of lines) {
    if (folded.length > 0 && /^[ \t]/.test(line)) folded.at(-1)!.push(line);
    else folded.push([line]);
  }
  return folded.flatMap((parts): Header['fields'] => {
    const line = parts.join('');
    const colon = line.indexOf(':');
    // RFC 5322 section 3.6.8: a name with any other character is another name, however it looks.
    const name = line.slice(0, Math.max(colon, 0)).replace(/[ \t]+$/, '');
    if (!/^[!-9;-~]+$/.test(name)) return [];
    return [
      [
        name.toLowerCase(),
        line
          .slice(colon + 1)
          .replace(/[\r\0]+/g, ' ')
          .replace(UTF7_WORD, inUtf8)
          .trim()
          .toWellFormed(),
      ],
    ];
  });
}
