import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { beginningOfLarge, largestMail, type Place, type Source } from './source.ts';

const atOnce = 1024 * 1024;
/** RFC 4155: a line "From ", sender and date. A sentence that begins so and was not quoted by a careless program has no time and year. */
const separator = /^From \S.*\b\d{1,2}:\d\d(?::\d\d)?\b.*\b(?:19|20)\d\d\b/;

/** Mails in one file, mboxo or mboxrd, with either line end. @throws where the file does not begin as an mbox does. */
export async function mboxSource(file: string): Promise<Source> {
  const { size } = await stat(file);
  return {
    size,
    async *mails() {
      let place: Place | null = null;
      let chunks: Buffer[] = [];
      let held = 0;
      for await (const piece of pieces(file)) {
        if ('separator' in piece) {
          if (place) yield { place: { ...place, end: piece.at }, raw: mailOf(Buffer.concat(chunks)) };
          place = { file, start: piece.at + piece.bytes, end: size, at: instantOf(piece.separator), flags: '' };
          chunks = [];
          held = 0;
        } else if (place === null) {
          throw new Error(
            `${file} is no mbox: it does not begin with a line "From ". Name an mbox file or a Maildir folder (with cur and new in it).`,
          );
        } else {
          // What is more is known to be too much; read() keeps a part of it.
          if (held <= largestMail) chunks.push(piece.bytes);
          held += piece.bytes.length;
        }
      }
      if (place) yield { place, raw: mailOf(Buffer.concat(chunks)) };
    },
    async read({ start, end }) {
      const handle = await open(file);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(end - start, largestMail + atOnce)), 0, null, start);
        return mailOf(buffer.subarray(0, bytesRead));
      } finally {
        await handle.close();
      }
    },
  };
}

type Piece = { separator: string; at: number; bytes: number } | { bytes: Buffer };

/** The file as separators and what lies between them, in order. */
async function* pieces(file: string): AsyncGenerator<Piece> {
  let carry: Buffer = Buffer.alloc(0);
  let at = 0;
  let isAtLine = true;
  const cutLines = function* (block: Buffer): Generator<Piece> {
    let from = 0;
    for (const { 0: line, index } of block.toString('latin1').matchAll(/^From [^\n]*\n?/gm)) {
      const begins = index === 0 ? isAtLine : block[index - 1] === 0x0a;
      if (!begins || !separator.test(line)) continue;
      if (index > from) yield { bytes: block.subarray(from, index) };
      yield { separator: line, at: at + index, bytes: line.length };
      from = index + line.length;
    }
    if (from < block.length) yield { bytes: block.subarray(from) };
    at += block.length;
    isAtLine = block.at(-1) === 0x0a;
  };
  for await (const chunk of createReadStream(file, { highWaterMark: atOnce }) as AsyncIterable<Buffer>) {
    const block = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    // Whole lines; one without an end is passed on in parts.
    const end = block.lastIndexOf(0x0a) + 1 || (block.length > atOnce ? block.length : 0);
    carry = block.subarray(end);
    yield* cutLines(block.subarray(0, end));
  }
  yield* cutLines(carry);
}

/** Without the empty line that the store put behind it, and without its quoting. Quoted beyond the first sign it is taken for mboxrd. */
function mailOf(bytes: Buffer): Buffer {
  const last = bytes.subarray(-4).toString('latin1');
  const blank = last.endsWith('\r\n\r\n') ? 2 : last.endsWith('\n\n') ? 1 : 0;
  const mail = bytes.subarray(0, bytes.length - blank);
  if (mail.length > largestMail) return mail.subarray(0, beginningOfLarge);
  return mail.includes('>From ') ? Buffer.from(mail.toString('latin1').replace(/(^|\n)>(>*From )/g, '$1$2'), 'latin1') : mail;
}

function instantOf(line: string): Date | null {
  const at = new Date(line.replace(/^From \S+\s+/, '').trim());
  return Number.isNaN(at.getTime()) ? null : at;
}
