/** An atom, quoted string or literal (as a string of bytes, "latin1"), or a list of them. */
export type Token = string | Token[];

/**
 * Cuts what a client sends into commands (RFC 3501 with LITERAL+). Literals stay inside the command's text, behind their `{length}` and a line end.
 * @param onCommand called with one complete command, without its line end
 * @param onContinue called when the client waits for leave to send a literal
 */
export function commandReader(onCommand: (text: string) => void, onContinue: () => void): (chunk: Buffer) => void {
  let buffer: Buffer = Buffer.alloc(0);
  let head = '';
  let literal = 0;
  return (chunk) => {
    buffer = buffer.length ? Buffer.concat([buffer, chunk]) : chunk;
    for (;;) {
      if (buffer.length < literal) return;
      head += buffer.toString('latin1', 0, literal);
      buffer = buffer.subarray(literal);
      literal = 0;
      const end = buffer.indexOf('\n');
      if (end < 0) return;
      const line = buffer.toString('latin1', 0, end).replace(/\r$/, '');
      buffer = buffer.subarray(end + 1);
      const announced = /\{(\d+)(\+?)\}$/.exec(line);
      if (!announced) {
        onCommand(head + line);
        head = '';
        continue;
      }
      head += `${line}\r\n`;
      literal = Number(announced[1]);
      if (!announced[2]) onContinue();
    }
  };
}

/** @throws if brackets or quotes are not closed */
export function tokenize(text: string): Token[] {
  const stack: Token[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === ' ') {
      at++;
    } else if (char === '(') {
      const list: Token[] = [];
      stack.at(-1)!.push(list);
      stack.push(list);
      at++;
    } else if (char === ')') {
      if (stack.length === 1) throw new Error('unexpected )');
      stack.pop();
      at++;
    } else {
      const [token, next] = char === '"' ? quoted(text, at) : char === '{' ? literalAt(text, at) : atom(text, at);
      stack.at(-1)!.push(token);
      at = next;
    }
  }
  if (stack.length > 1) throw new Error('missing )');
  return stack[0]!;
}

function quoted(text: string, start: number): [string, number] {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return [value, at + 1];
    if (text[at] === '\\') at++;
    value += text[at] ?? '';
  }
  throw new Error('missing "');
}

function literalAt(text: string, start: number): [string, number] {
  const announced = /^\{(\d+)\+?\}\r\n/.exec(text.slice(start, start + 30));
  if (!announced) throw new Error('bad literal');
  const from = start + announced[0].length;
  const to = from + Number(announced[1]);
  return [text.slice(from, to), to];
}

/** Also `BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)]<0.100>`, whose brackets may hold blanks. */
function atom(text: string, start: number): [string, number] {
  let at = start;
  while (at < text.length && text[at] !== ' ' && text[at] !== '(' && text[at] !== ')') {
    if (text[at] === '[') {
      const close = text.indexOf(']', at);
      if (close < 0) throw new Error('missing ]');
      at = close;
    }
    at++;
  }
  return [text.slice(start, at), at];
}

/** A refusal that the client is told: NO for what cannot be done, BAD for what is not understood. */
export class Refusal extends Error {
  readonly kind: 'NO' | 'BAD';

  constructor(kind: 'NO' | 'BAD', text: string) {
    super(text);
    this.kind = kind;
  }
}

/** Makes a text match itself in a regular expression. */
export const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A string as the server sends it: quoted if plain, else as a literal; null is NIL. */
export function imapString(value: string | null | undefined): string {
  if (value === null || value === undefined) return 'NIL';
  if (/^[\x20-\x7e]*$/.test(value) && value.length < 1000) return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  return `{${value.length}}\r\n${value}`;
}

/** Whether a number is in a set such as `1:3,7,9:*`; `*` is the highest that exists. */
export function inSet(set: string, highest: number): (value: number) => boolean {
  const ranges = set.split(',').map((part) => {
    const [from = 0, to = from] = part.split(':').map((end) => (end === '*' ? highest : Number(end)));
    return [Math.min(from, to), Math.max(from, to)] as const;
  });
  return (value) => ranges.some(([from, to]) => value >= from && value <= to);
}
