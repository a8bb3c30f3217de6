import PostalMime, { type Email } from 'postal-mime';
import { mailboxesOf, oneLine } from './addresses.ts';
import { attachmentOf } from './attachments.ts';
import { textOfHtml, tidied } from './body.ts';
import { deliveryStatusOf, originalOf } from './delivery-status.ts';
import { messageIdsOf } from './ids.ts';
import { languageOf } from './language.ts';
import { newTextOf, quotedFromOf } from './quoted.ts';
import { asPlainText, bodyStart, isUnlined, piecesOf, withReadableHeaders, withoutBareReturns } from './repair.ts';
import { fromOf } from './sender.ts';
import type { ParsedMail } from './types.ts';

/** Enough for 50 hops of a report; more is refused by the parser and read as plain text. */
const NESTING = 100;

const TEXT_PART = /^(?:text\/(?:plain|html)|message\/rfc822)$/;

/**
 * Reads a mail. Never throws, whatever the bytes: what postal-mime cannot read is mended and read again (`repairs`
 * says how), so that `text` is empty only where the raw mail has none.
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const { email, repairs } = await readMended(raw);
  const headers = headersOf(email);
  const values = (name: string): string[] => headers[name] ?? [];
  const attachments = email.attachments.map(attachmentOf);
  const body = bodyOf(email);
  const text = body || (await textOfParts(attachments));
  const quotedFrom = quotedFromOf(text);
  const returnPath = values('return-path')[0];
  return {
    messageId: messageIdsOf(values('message-id').slice(0, 1))[0] ?? null,
    inReplyTo: messageIdsOf(values('in-reply-to')),
    references: messageIdsOf(values('references')),
    ...fromOf(values('from')),
    replyTo: mailboxesOf(values('reply-to')),
    to: mailboxesOf(values('to')),
    cc: mailboxesOf(values('cc')),
    deliveredTo: mailboxesOf(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'].flatMap(values)).map(
      (box) => box.address,
    ),
    returnPath: returnPath === undefined ? null : (mailboxesOf([returnPath])[0]?.address ?? ''),
    date: dateOf(values('date')[0]),
    subject: oneLine(email.subject ?? '').toWellFormed(),
    text,
    html: email.html === undefined || email.html.trim() === '' ? null : tidied(email.html),
    quotedFrom,
    language: languageOf(newTextOf({ text, quotedFrom })) ?? languageOf(oneLine(email.subject ?? '')),
    attachments,
    headers,
    deliveryStatus: deliveryStatusOf(attachments),
    original: originalOf(attachments),
    repairs,
  };
}

interface Reading {
  email: Email;
  repairs: string[];
}

/** Each mending is tried only where the reading before it found no text although there are bytes below the headers. */
async function readMended(raw: Uint8Array): Promise<Reading> {
  const lined = isUnlined(raw) ? withoutBareReturns(raw) : raw;
  const readable = withReadableHeaders(lined);
  const bytes = readable ?? lined;
  const repairs = [...(lined === raw ? [] : ['bare-cr']), ...(readable === null ? [] : ['header-charset'])];
  const first = await read(bytes);
  if (first !== null && (saysSomething(first) || isBlank(bytes.subarray(bodyStart(bytes))))) return { email: first, repairs };
  const pieces = await readPieces(bytes, first);
  if (pieces !== null && hasText(pieces)) return { email: pieces, repairs: [...repairs, 'boundary-mismatch'] };
  // Signed, encrypted, calendar and picture mails have parts and no text: nothing is broken there.
  if (first !== null && first.attachments.length > 0) return { email: first, repairs };
  if (pieces !== null && pieces.attachments.length > 0) return { email: pieces, repairs: [...repairs, 'boundary-mismatch'] };
  const plain = await read(asPlainText(bytes));
  const own = first ?? (await read(bytes.subarray(0, bodyStart(bytes))));
  if (plain !== null) {
    const email = own === null ? plain : { ...plain, headers: own.headers };
    return { email, repairs: [...repairs, first === null ? 'parser-failed' : 'body-as-text'] };
  }
  const text = new TextDecoder().decode(bytes);
  return { email: { headers: [], headerLines: [], attachments: [], text }, repairs: [...repairs, 'parser-failed'] };
}

/** Text, HTML and files of the pieces between the delimiters that the body shows, under the mail's own headers. */
async function readPieces(bytes: Uint8Array, whole: Email | null): Promise<Email | null> {
  const pieces: Email[] = [];
  for (const piece of piecesOf(bytes)) {
    const email = await read(piece);
    if (email !== null) pieces.push(email);
  }
  const headers = whole ?? (await read(bytes.subarray(0, bodyStart(bytes))));
  if (pieces.length === 0 || headers === null) return null;
  const joined = (texts: (string | undefined)[]): string => texts.filter((text) => text?.trim()).join('\n');
  return {
    ...headers,
    text: joined(pieces.map((piece) => piece.text)),
    html: joined(pieces.map((piece) => piece.html)) || undefined,
    attachments: pieces.flatMap((piece) => piece.attachments),
  };
}

async function read(raw: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: NESTING });
  } catch {
    return null;
  }
}

function bodyOf(email: Email): string {
  const text = tidied(email.text ?? '');
  return text.trim() !== '' || email.html === undefined ? text : textOfHtml(email.html);
}

/** Cheaper than bodyOf, which is asked only once: whether anything stands outside of the tags. */
function hasText(email: Email): boolean {
  return (email.text ?? '').trim() !== '' || (email.html ?? '').replace(/<[^<>]*>/g, '').trim() !== '';
}

/** Text of its own, or a text file or mail inside that has it (`textOfParts`). */
function saysSomething(email: Email): boolean {
  return hasText(email) || email.attachments.some((part) => TEXT_PART.test(part.mimeType));
}

/** A mail whose only text is a text file or a forwarded mail shows that. */
async function textOfParts(attachments: ParsedMail['attachments']): Promise<string> {
  const part = attachments.find((one) => TEXT_PART.test(one.contentType));
  if (part === undefined) return '';
  if (part.contentType === 'message/rfc822') {
    const nested = await read(part.content);
    return nested === null ? '' : bodyOf(nested);
  }
  const text = new TextDecoder('utf-8').decode(part.content);
  return part.contentType === 'text/html' ? textOfHtml(text) : tidied(text);
}

function headersOf(email: Email): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const { key, value } of email.headers) (headers[key.trim()] ??= []).push(value.replaceAll('\u0000', '').toWellFormed());
  return headers;
}

function dateOf(value: string | undefined): string | null {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 1970 ? null : date.toISOString();
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a);
}
