import { isUtf8 } from 'node:buffer';

const CR = 0x0d;
const LF = 0x0a;

/** Whether the headers end with bare carriage returns: their first CR has no LF behind it, or two stand together. */
export function isUnlined(raw: Uint8Array): boolean {
  const first = raw.indexOf(CR);
  if (first < 0) return false;
  const head = raw.subarray(0, bodyStart(raw));
  for (let at = head.indexOf(CR); at >= 0; at = head.indexOf(CR, at + 1)) if (head[at + 1] === CR) return true;
  return raw[first + 1] !== LF && raw.indexOf(LF) < 0;
}

/** A copy in which every bare CR is a LF. Old Macs and some gateways write them; parsers see one endless header line. */
export function withoutBareReturns(raw: Uint8Array): Uint8Array {
  const mended = Uint8Array.from(raw);
  for (let at = mended.indexOf(CR); at >= 0; at = mended.indexOf(CR, at + 1)) if (mended[at + 1] !== LF) mended[at] = LF;
  return mended;
}

/** Where the headers end: the index of the first byte of the body, or the length where there is none. */
export function bodyStart(raw: Uint8Array): number {
  if (raw[0] === LF) return 1;
  if (raw[0] === CR && raw[1] === LF) return 2;
  for (let at = raw.indexOf(LF); at >= 0; at = raw.indexOf(LF, at + 1)) {
    if (raw[at + 1] === LF) return at + 2;
    if (raw[at + 1] === CR && raw[at + 2] === LF) return at + 3;
  }
  return raw.length;
}

/**
 * The pieces of a body between its delimiters, whatever its Content-Type calls the boundary: a delimiter is a line `--x`
 * that a Content- header follows. Each piece is a small mail of its own; empty where the body shows no delimiter.
 */
export function piecesOf(raw: Uint8Array): Uint8Array[] {
  const text = latin1(raw.subarray(bodyStart(raw)));
  const delimiters = new Set<string>();
  for (const match of text.matchAll(DELIMITER)) {
    delimiters.add(match[1]!);
    if (delimiters.size >= 50) break;
  }
  if (delimiters.size === 0) return [];
  const pieces: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    const name = line.startsWith('--') ? line.slice(2).trimEnd() : null;
    if (name !== null && (delimiters.has(name) || delimiters.has(name.replace(/--$/, '')))) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return pieces.filter((lines) => lines.some((line) => line.trim() !== '')).map((lines) => bytesOf(lines.join('\r\n')));
}

const DELIMITER = /(?<=^|\n)--([^\s][^\r\n]{0,199}?)[ \t]{0,20}\r?\n(?=content-[a-z-]{1,40}[ \t]{0,9}:|mime-version:)/gi;

/**
 * A copy whose own headers are UTF-8. Programs that write raw 8-bit letters there mean Windows-1252; inside an encoded
 * word they become its `=XX`. Null where the headers are valid already.
 */
export function withReadableHeaders(raw: Uint8Array): Uint8Array | null {
  const start = bodyStart(raw);
  const head = raw.subarray(0, start);
  if (isUtf8(head)) return null;
  const lines = latin1(head)
    .split('\n')
    .map((line) => (isUtf8(bytesOf(line)) ? bytesOf(line) : readableLine(line)));
  return Buffer.concat([...lines.flatMap((line, n) => (n === 0 ? [line] : [Buffer.from('\n'), line])), raw.subarray(start)]);
}

function readableLine(line: string): Uint8Array {
  const words = line.replace(/=\?[\w-]{1,40}\?q\?[^?]{0,500}\?=/gi, (word) =>
    word.replace(/[\u0080-\u00ff]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  return Buffer.from(new TextDecoder('windows-1252').decode(bytesOf(words)), 'utf-8');
}

/** A copy that is read as plain text, whatever its type claims; encoding and charset stay. The last resort. */
export function asPlainText(raw: Uint8Array): Uint8Array {
  const start = bodyStart(raw);
  const head = latin1(raw.subarray(0, start));
  const named = /charset[ ]?=[ ]?"?([\w-]{1,40})/i.exec(head)?.[1];
  const charset = named ?? (isUtf8(raw.subarray(start)) ? 'utf-8' : 'windows-1252');
  const kept = withoutHeaders(head, ['content-type', 'content-disposition']);
  return bytesOf(`${kept}Content-Type: text/plain; charset=${charset}\r\n\r\n${latin1(raw.subarray(start))}`);
}

function withoutHeaders(head: string, names: string[]): string {
  const lines = head.split(/\r?\n/);
  const kept: string[] = [];
  let dropping = false;
  for (const line of lines) {
    if (line === '') continue;
    if (!/^[ \t]/.test(line)) dropping = names.some((name) => line.toLowerCase().startsWith(`${name}:`));
    if (!dropping) kept.push(`${line}\r\n`);
  }
  return kept.join('');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
