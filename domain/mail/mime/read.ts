import { attachmentOf } from '../attachments.ts';
import { textOfHtml, tidied } from '../body.ts';
import type { MailAttachment, Protection } from '../types.ts';
import { textOf } from './charset.ts';
import { unflowed } from './flowed.ts';
import { cmsOf } from '../sealed/signed-content.ts';
import { tnefOf } from '../sealed/tnef.ts';
import { firstOf, type Header } from './header.ts';
import { partsOf, type Part } from './parts.ts';
import { structured } from './structured.ts';
import { transferDecoded } from './transfer.ts';

/** Bytes of one text part that are read. A person reads less, a message row keeps less, and all of it stands in the original. */
export const MOST_TEXT = 1_000_000;

/** Signed mails within signed mails that are opened. */
const MOST_ENVELOPES = 3;

/** What the bytes of a mail hold, before anybody asks what it means. */
export interface Reading {
  fields: Header['fields'];
  text: string;
  /** Null where no part is HTML. */
  html: string | null;
  attachments: MailAttachment[];
  protection: Protection | null;
  repairs: string[];
}

/** One piece of the body: as text, as HTML, or in both forms (multipart/alternative). */
interface Piece {
  plain: string;
  html: string;
}

interface Found {
  pieces: Piece[];
  /** Shown where no part has a text of its own: what Outlook packed away. */
  packed: Piece[];
  protection: Protection | null;
  /** How many sealed envelopes this lies in. */
  depth: number;
  attachments: MailAttachment[];
  outside: Buffer[];
}

/** Reads the parts of a mail into one body and files (RFC 8621 section 4.1.4 says which is which). Never throws; bounded by parts.ts. */
export function readParts(raw: Buffer, depth = 0): Reading {
  const { root, repairs } = partsOf(raw);
  const found: Found = { pieces: [], packed: [], protection: null, depth, attachments: [], outside: [] };
  collect(root, { within: '', index: 0 }, found);
  const own = bodyOf(found.pieces);
  const body = own.text.trim() === '' && found.packed.length > 0 ? bodyOf(found.packed) : own;
  const { attachments, protection } = found;
  const reading = { fields: root.fields, ...body, attachments, protection, repairs };
  if (reading.text.trim() !== '') return reading;
  const strayed = strayText(found.outside);
  return strayed === '' ? reading : { ...reading, text: strayed, repairs: [...repairs, 'text-outside-parts'] };
}

function collect(part: Part, place: { within: string; index: number }, found: Found): void {
  found.outside.push(...part.outside);
  if (part.children.length === 0) {
    collectLeaf(part, place, found);
    return;
  }
  const within = part.type.value;
  if (within === 'multipart/signed') found.protection ??= 'signed';
  if (within === 'multipart/encrypted') found.protection = 'encrypted';
  if (within !== 'multipart/alternative') {
    part.children.forEach((child, index) => collect(child, { within, index }, found));
    return;
  }
  const inside: Found = { ...found, pieces: [] };
  part.children.forEach((child, index) => collect(child, { within, index }, inside));
  found.protection = inside.protection;
  const joined = (form: keyof Piece): string => joinedText(inside.pieces.map((piece) => piece[form]));
  found.pieces.push({ plain: joined('plain'), html: joined('html') });
}

function collectLeaf(part: Part, place: { within: string; index: number }, found: Found): void {
  const encoding = /[\w-]+/.exec(firstOf(part.fields, 'content-transfer-encoding').replace(/\([^()]*\)/g, ''))?.[0]?.toLowerCase() ?? '';
  const content = transferDecoded(part.body, encoding);
  const disposition = structured(firstOf(part.fields, 'content-disposition'));
  const filename = disposition.params['filename'] ?? part.type.params['name'] ?? '';
  if (isBody(part, { ...place, disposition: disposition.value, filename })) {
    const text = leafText(part, content);
    if (text.trim() !== '') found.pieces.push(part.type.value === 'text/html' ? { plain: '', html: text } : { plain: text, html: '' });
    return;
  }
  if (content.length === 0 && filename === '') return;
  if (opened(part.type.value, filename, content, found)) return;
  found.attachments.push(
    attachmentOf({
      filename,
      type: part.type.value,
      content,
      contentId: firstOf(part.fields, 'content-id'),
      isInline: disposition.value === 'inline' || (place.within === 'multipart/related' && firstOf(part.fields, 'content-id') !== ''),
    }),
  );
}

/** What other programs pack mails into. @returns whether all of it was taken out, so the envelope need not be offered. */
function opened(type: string, filename: string, content: Buffer, found: Found): boolean {
  if (type === 'application/ms-tnef' || /^winmail\.dat$/i.test(filename)) {
    const tnef = tnefOf(content);
    if (tnef === null) return false;
    found.packed.push({ plain: tnef.text, html: tnef.html });
    for (const file of tnef.files) {
      found.attachments.push(
        attachmentOf({ filename: file.filename, type: file.contentType, content: file.content, contentId: '', isInline: false }),
      );
    }
    return true;
  }
  if (!/^application\/(?:x-)?pkcs7-mime$/.test(type) || found.depth >= MOST_ENVELOPES) return false;
  const cms = cmsOf(content);
  if (cms === null || cms.kind === 'other') return false;
  found.protection = cms.kind;
  if (cms.content === null) return false;
  const inside = readParts(cms.content, found.depth + 1);
  found.pieces.push({ plain: inside.text, html: inside.html ?? '' });
  found.attachments.push(...inside.attachments);
  // The envelope stays: it holds the signature.
  return false;
}

/** RFC 8621 section 4.1.4: text that is no file. RFC 2183 section 2.8: an unknown disposition is an attachment. */
function isBody(
  part: Part,
  { within, index, disposition, filename }: { within: string; index: number; disposition: string; filename: string },
): boolean {
  if (!/^text\/(?:plain|html)$/.test(part.type.value)) return part.type.value.startsWith('multipart/');
  if (disposition !== '' && disposition !== 'inline') return false;
  if (index === 0 || within === 'multipart/alternative') return true;
  return within !== 'multipart/related' && filename === '';
}

function leafText(part: Part, content: Buffer): string {
  const { charset = '', format = '', delsp = '' } = part.type.params;
  const most = part.type.value === 'text/html' ? MOST_TEXT * 4 : MOST_TEXT;
  const text = textOf(content.subarray(0, most), charset);
  return /^flowed$/i.test(format) ? unflowed(text, /^yes$/i.test(delsp)) : text;
}

function bodyOf(pieces: Piece[]): { text: string; html: string | null } {
  const text = joinedText(pieces.map(({ plain, html }) => (plain.trim() === '' && html !== '' ? textOfHtml(html) : tidied(plain))));
  const isHtml = pieces.some((piece) => piece.html !== '');
  return { text, html: isHtml ? tidied(joinedText(pieces.map(({ plain, html }) => html || asHtml(plain)))) : null };
}

/** Text outside of all parts, where no part has any: a delimiter or a blank line was damaged. Not what programs say there. */
function strayText(outside: Buffer[]): string {
  for (const bytes of outside) {
    const headers = /^content-(?:type|transfer-encoding):/im.exec(bytes.toString('latin1'));
    if (headers !== null) {
      const { text } = readParts(bytes.subarray(headers.index));
      if (text.trim() !== '') return text;
    }
    const text = tidied(textOf(bytes.subarray(0, MOST_TEXT), ''));
    if (text.trim() !== '' && !/\bMIME\b/.test(text.slice(0, 300))) return text;
  }
  return '';
}

function joinedText(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n');
}

function asHtml(text: string): string {
  return text.trim() === ''
    ? ''
    : `<pre>${text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)}</pre>`;
}
