import { decodeWords } from 'postal-mime';
import { textOf } from './charset.ts';

/** A header like Content-Type: its value in lower case and its parameters, decoded (RFC 2045 section 5.1, RFC 2231). */
export interface Structured {
  value: string;
  params: Record<string, string>;
}

const MOST_PARAMETERS = 100;
const PARAMETER = /;\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g;

/** Reads what programs really write: values without quotes that hold blanks, a quote that never ends, no semicolon before the first, encoded words in quotes. */
export function structured(header: string): Structured {
  const plain = withoutComments(header);
  const value = /^[^\s;]*/.exec(plain.trimStart())![0];
  const raw: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [, name = '', quoted, bare] of `;${plain
    .trimStart()
    .slice(value.length)
    .replace(/^[\s;]+/, '')}`.matchAll(PARAMETER)) {
    raw[name.toLowerCase()] ??= quoted === undefined ? (bare ?? '').trim() : quoted.replace(/\\(["\\])/g, '$1');
    if ((count += 1) >= MOST_PARAMETERS) break;
  }
  return { value: value.toLowerCase(), params: continued(raw) };
}

/** RFC 2231: `name*0*=…; name*1=…` are one value, `name*=charset'language'%xx` is encoded. */
function continued(raw: Record<string, string>): Record<string, string> {
  const params: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(raw)) {
    const star = key.indexOf('*');
    if (star < 0) params[key] = words(value);
  }
  for (const name of new Set(Object.keys(raw).flatMap((key) => (key.includes('*') ? [key.slice(0, key.indexOf('*'))] : [])))) {
    params[name] = extended(raw, name);
  }
  return params;
}

function extended(raw: Record<string, string>, name: string): string {
  const first = raw[`${name}*`] ?? raw[`${name}*0*`];
  const charset = /^([^']{0,40})'[^']{0,40}'/.exec(first ?? '');
  const bytes: Buffer[] = [];
  const add = (value: string, isEncoded: boolean): void =>
    void bytes.push(isEncoded ? percentDecoded(value) : Buffer.from(value, charset ? 'latin1' : 'utf-8'));
  if (raw[`${name}*`] !== undefined) add(raw[`${name}*`]!.slice(charset?.[0].length ?? 0), true);
  else {
    for (let n = 0; n < MOST_PARAMETERS; n += 1) {
      const value = raw[`${name}*${n}*`] ?? raw[`${name}*${n}`];
      if (value === undefined) break;
      add(n === 0 ? value.slice(charset?.[0].length ?? 0) : value, raw[`${name}*${n}*`] !== undefined);
    }
  }
  const text = textOf(Buffer.concat(bytes), charset?.[1] ?? '');
  return charset ? text : words(text);
}

function percentDecoded(value: string): Buffer {
  return Buffer.from(
    value.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** RFC 2047 section 5 forbids encoded words in parameters; programs write them all the same. */
function words(value: string): string {
  return value.includes('=?') ? decodeWords(value) : value;
}

/** RFC 5322 section 3.2.2: `(…)` outside of quotes says nothing. */
function withoutComments(header: string): string {
  return header.includes('(')
    ? header.replace(/"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)/g, (part) => (part.startsWith('(') ? ' ' : part))
    : header;
}
