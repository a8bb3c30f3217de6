import { addressParser } from 'postal-mime';
import { imapString, literally } from './imap-syntax.ts';

/** A MIME entity as IMAP describes it. All texts are strings of bytes ("latin1"). */
export interface Part {
  /** Header with its empty line. */
  header: string;
  body: string;
  type: string;
  subtype: string;
  parameters: Map<string, string>;
  children: Part[];
}

export function parsePart(text: string, fallback = 'text/plain'): Part {
  const found = /\r?\n\r?\n/.exec(text);
  const end = text.startsWith('\r\n') ? 2 : found ? found.index + found[0].length : text.length;
  const header = text.slice(0, end);
  const body = text.slice(end);
  const [value, parameters] = withParameters(headerField(header, 'content-type') ?? fallback);
  const [type = 'text', subtype = 'plain'] = value.toLowerCase().split('/');
  const part: Part = { header, body, type, subtype, parameters, children: [] };
  const boundary = parameters.get('boundary');
  if (type === 'multipart' && boundary) {
    const sections = body.split(new RegExp(`(?:^|\r?\n)--${literally(boundary)}(?:--)?[ \t]*(?:\r?\n|$)`));
    // Before the first boundary stands the preamble, after the last the epilogue.
    part.children = sections.slice(1, -1).map((section) => parsePart(section, subtype === 'digest' ? 'message/rfc822' : undefined));
  } else if (type === 'message' && subtype === 'rfc822') {
    part.children = [parsePart(body)];
  }
  return part;
}

/** Value of the first field of that name, unfolded; null if absent. */
export function headerField(header: string, name: string): string | null {
  const found = new RegExp(`^${literally(name)}[ \t]*:((?:.*(?:\r?\n[ \t])?)*)`, 'im').exec(header);
  return found ? found[1]!.replaceAll(/\r?\n/g, '').trim() : null;
}

/** The fields of these names as they stand, or all others, ended by an empty line. */
export function headerFields(header: string, names: string[], others = false): string {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const fields = header.split(/\r?\n(?![ \t])/).filter((field) => {
    const name = field.split(':')[0]!.trim().toLowerCase();
    return field.trim() !== '' && wanted.has(name) !== others;
  });
  return `${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
}

/** The part at a path such as `1.2`, RFC 3501's numbering; null if there is none. */
export function partAt(part: Part, path: number[]): Part | null {
  const [number, ...rest] = path;
  if (number === undefined) return part;
  const holder = part.type === 'message' ? part.children[0] : part;
  if (!holder) return null;
  const next = holder.type === 'multipart' ? holder.children[number - 1] : number === 1 ? holder : undefined;
  return next ? partAt(next, rest) : null;
}

/** ENVELOPE of RFC 3501. */
export function envelope(header: string): string {
  const field = (name: string) => headerField(header, name);
  const from = addresses(field('from'));
  const or = (name: string) => (field(name) ? addresses(field(name)) : from);
  const people = [from, or('sender'), or('reply-to'), addresses(field('to')), addresses(field('cc')), addresses(field('bcc'))];
  const [date, subject, reply, id] = ['date', 'subject', 'in-reply-to', 'message-id'].map((name) => imapString(field(name)));
  return `(${date} ${subject} ${people.join(' ')} ${reply} ${id})`;
}

/** BODYSTRUCTURE of RFC 3501, with its extension data unless `plain` (that is BODY). */
export function bodyStructure(part: Part, plain = false): string {
  const disposition = headerField(part.header, 'content-disposition');
  const [kind, details] = disposition ? withParameters(disposition) : ['', new Map<string, string>()];
  const placed = disposition ? `(${imapString(kind)} ${list(details)})` : 'NIL';
  const language = imapString(headerField(part.header, 'content-language'));
  const location = imapString(headerField(part.header, 'content-location'));
  const type = imapString(part.type.toUpperCase());
  const subtype = imapString(part.subtype.toUpperCase());
  if (part.type === 'multipart' && part.children.length > 0) {
    const children = part.children.map((child) => bodyStructure(child, plain)).join('');
    return plain ? `(${children} ${subtype})` : `(${children} ${subtype} ${list(part.parameters)} ${placed} ${language} ${location})`;
  }
  const id = imapString(headerField(part.header, 'content-id'));
  const description = imapString(headerField(part.header, 'content-description'));
  const encoding = imapString((headerField(part.header, 'content-transfer-encoding') ?? '7bit').toUpperCase());
  const fields = [type, subtype, list(part.parameters), id, description, encoding, String(part.body.length)];
  const inner = part.type === 'message' ? part.children[0] : undefined;
  if (inner) fields.push(envelope(inner.header), bodyStructure(inner, plain));
  if (inner || part.type === 'text') fields.push(String(part.body.split('\n').length - 1));
  if (!plain) fields.push(imapString(headerField(part.header, 'content-md5')), placed, language, location);
  return `(${fields.join(' ')})`;
}

function withParameters(value: string): [string, Map<string, string>] {
  const parameters = new Map<string, string>();
  for (const [, name, quoted, bare] of value.matchAll(/;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    parameters.set(name!.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return [value.split(';')[0]!.trim(), parameters];
}

function list(parameters: Map<string, string>): string {
  if (parameters.size === 0) return 'NIL';
  return `(${[...parameters].map(([name, value]) => `${imapString(name.toUpperCase())} ${imapString(value)}`).join(' ')})`;
}

function addresses(value: string | null): string {
  if (!value) return 'NIL';
  const parsed = addressParser(value, { flatten: true }).map(({ name, address = '' }) => {
    const at = address.lastIndexOf('@');
    const local = at < 0 ? address : address.slice(0, at);
    return `(${imapString(name ? latin1(name) : null)} NIL ${imapString(latin1(local))} ${imapString(at < 0 ? null : latin1(address.slice(at + 1)))})`;
  });
  return parsed.length ? `(${parsed.join('')})` : 'NIL';
}

/** The parser decodes names; on the wire they go as UTF-8 bytes. */
const latin1 = (text: string): string => (/[^\p{ASCII}\x80-\xff]/u.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text);
