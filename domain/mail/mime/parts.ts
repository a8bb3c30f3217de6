import { firstOf, headerOf, type Header } from './header.ts';
import { structured, type Structured } from './structured.ts';

/** Depth and number of parts that are opened; what lies deeper or behind is one part, and stands in the original. */
const MOST_DEPTH = 250;
const MOST_PARTS = 2500;
/** Lines beginning with `--` that are known, and that are looked at in all: bounds the work of nested boundaries. */
const MOST_DASHES = 200_000;
const MOST_LOOKS = 2_000_000;

/** A part of a mail: with children where it is a multipart, else a leaf with its bytes, still encoded. */
export interface Part {
  fields: Header['fields'];
  type: Structured;
  body: Buffer;
  children: Part[];
  /** Text that stands in no part: before the first of a multipart, behind its last, between headers. */
  outside: Buffer[];
}

interface Reader {
  raw: Buffer;
  /** Where lines begin with `--`, ascending. */
  dashes: number[];
  parts: number;
  looks: number;
  repairs: Set<string>;
}

/** The tree of a mail's parts (RFC 2046 section 5.1), its bounds, and codes of what had to be mended. */
export function partsOf(raw: Buffer): { root: Part; repairs: string[] } {
  const reader: Reader = { raw, dashes: dashesOf(raw), parts: 0, looks: 0, repairs: new Set() };
  const root = partAt(reader, { start: 0, end: raw.length, depth: 0, otherwise: 'text/plain' });
  return { root, repairs: [...reader.repairs] };
}

interface Place {
  start: number;
  end: number;
  depth: number;
  /** The type of a part that names none: RFC 2046 sections 5.1 and 5.1.5. */
  otherwise: string;
}

function partAt(reader: Reader, { start, end, depth, otherwise }: Place): Part {
  reader.parts += 1;
  const header = headerOf(reader.raw.subarray(start, end));
  for (const repair of header.repairs) reader.repairs.add(repair);
  const named = typeOf(header.fields);
  const bodyAt = start + header.bodyAt;
  const body = reader.raw.subarray(bodyAt, end);
  // RFC 2045 section 5.2: what is no type is text; a boundary that really divides the body makes it a multipart.
  const value = /^[\w.+-]+\/[\w.+-]+$/.test(named.value) ? named.value : otherwise;
  const part: Part = {
    fields: header.fields,
    type: { value, params: named.params },
    body,
    children: [],
    outside: header.stray.length > 0 ? [header.stray] : [],
  };
  const sections = depth < MOST_DEPTH ? sectionsOf(reader, part, { start: bodyAt, end }) : null;
  if (sections === null) {
    if (value.startsWith('multipart/') && body.some((byte) => byte > 0x20)) reader.repairs.add('body-as-text');
    return part;
  }
  if (!value.startsWith('multipart/')) part.type.value = 'multipart/mixed';
  const inside = value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  for (const section of sections.parts) {
    if (reader.parts >= MOST_PARTS) {
      reader.repairs.add('too-many-parts');
      break;
    }
    part.children.push(partAt(reader, { ...section, depth: depth + 1, otherwise: inside }));
  }
  part.outside.push(...sections.outside.map((one) => reader.raw.subarray(one.start, one.end)));
  return part;
}

interface Sections {
  parts: { start: number; end: number }[];
  outside: { start: number; end: number }[];
}

function sectionsOf(reader: Reader, part: Part, range: { start: number; end: number }): Sections | null {
  const isMultipart = part.type.value.startsWith('multipart/');
  const boundary = part.type.params['boundary'] ?? '';
  const found = boundary === '' ? null : divided(reader, Buffer.from(boundary, 'utf-8'), range);
  if (found !== null && (isMultipart || found.parts.length > 0)) {
    if (!isMultipart) reader.repairs.add('not-called-multipart');
    return found;
  }
  const isText = part.type.value.startsWith('text/') && firstOf(part.fields, 'content-type') !== '';
  const mayBe = !isText && BEGINS_WITH_DASHES.test(part.body.toString('latin1', 0, 20));
  const guess = isMultipart || mayBe ? shownBoundary(part.body) : null;
  const guessed = guess === null ? null : divided(reader, guess, range);
  if (guessed !== null) reader.repairs.add('boundary-mismatch');
  return guessed;
}

/** The first Content-Type decides, unless a second one calls the part a multipart. */
function typeOf(fields: Header['fields']): Structured {
  const named = fields.filter(([name]) => name === 'content-type').slice(0, 3);
  const types = named.map(([, value]) => structured(value));
  return types.find((type) => type.value.startsWith('multipart/')) ?? types[0] ?? structured('');
}

/** Divides by delimiter lines (RFC 2046 section 5.1.1: the line end before a delimiter belongs to it); null where there are none. */
function divided(reader: Reader, boundary: Buffer, { start, end }: { start: number; end: number }): Sections | null {
  const { raw, dashes } = reader;
  const sections: Sections = { parts: [], outside: [] };
  let openedAt: number | null = null;
  let from = start;
  const close = (until: number): void => {
    const bounds = { start: from, end: Math.max(from, beforeLineEnd(raw, until, from)) };
    if (openedAt === null) sections.outside.push(bounds);
    else sections.parts.push(bounds);
  };
  let isAny = false;
  for (let n = firstNotBelow(dashes, start); n < dashes.length && dashes[n]! < end; n += 1) {
    if ((reader.looks += 1) > MOST_LOOKS) {
      reader.repairs.add('too-many-parts');
      break;
    }
    const at = dashes[n]!;
    const kind = delimiterAt(raw, at, boundary, end);
    if (kind === null) continue;
    isAny = true;
    close(at);
    openedAt = kind.isLast ? null : at;
    from = kind.next;
  }
  if (!isAny) return null;
  if (openedAt === null) sections.outside.push({ start: from, end });
  else sections.parts.push({ start: from, end });
  return sections;
}

function delimiterAt(raw: Buffer, at: number, boundary: Buffer, end: number): { isLast: boolean; next: number } | null {
  const after = at + 2 + boundary.length;
  if (after > end || raw.compare(boundary, 0, boundary.length, at + 2, after) !== 0) return null;
  const isLast = raw[after] === 0x2d && raw[after + 1] === 0x2d;
  let next = isLast ? after + 2 : after;
  while (next < end && (raw[next] === 0x20 || raw[next] === 0x09 || raw[next] === 0x0d)) next += 1;
  if (next < end && raw[next] !== 0x0a) return null;
  return { isLast, next: Math.min(next + 1, end) };
}

const BEGINS_WITH_DASHES = /^\s*--\S/;
const DELIMITER =
  /(?:^|\n)--([^\s][^\r\n]{0,199}?)[ \t]{0,20}\r?\n(?:[a-z-]{1,40}:[^\r\n]{0,200}\r?\n){0,3}(?:content-[a-z-]{1,40}[ \t]{0,9}:|mime-version:)/i;
/** Of a body: a delimiter that comes later is none. */
const DELIMITER_WITHIN = 1_000_000;

/** The boundary that a body shows, whatever its Content-Type says: the first line `--x` that a Content- header follows. */
function shownBoundary(body: Buffer): Buffer | null {
  const shown = DELIMITER.exec(body.subarray(0, DELIMITER_WITHIN).toString('latin1'))?.[1];
  return shown === undefined ? null : Buffer.from(shown, 'latin1');
}

function dashesOf(raw: Buffer): number[] {
  const found: number[] = raw[0] === 0x2d && raw[1] === 0x2d ? [0] : [];
  for (let at = raw.indexOf('\n--'); at >= 0 && found.length < MOST_DASHES; at = raw.indexOf('\n--', at + 1)) found.push(at + 1);
  return found;
}

function beforeLineEnd(raw: Buffer, at: number, from: number): number {
  if (at <= from || raw[at - 1] !== 0x0a) return at;
  return raw[at - 2] === 0x0d && at - 2 >= from ? at - 2 : at - 1;
}

function firstNotBelow(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
