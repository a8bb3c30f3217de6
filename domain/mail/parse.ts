import { decodeWords } from 'postal-mime';
import { mailboxesOf, oneLine } from './addresses.ts';
import { deliveryStatusOf, originalOf } from './delivery-status.ts';
import { messageIdsOf } from './ids.ts';
import { languageOf } from './language.ts';
import { readBody } from './mime/read-body.ts';
import { newTextOf, quotedFromOf } from './quoted.ts';
import { isUnlined, withoutBareReturns } from './repair.ts';
import { fromOf } from './sender.ts';
import type { ParsedMail, Protection } from './types.ts';

/** A subject is a line; what is longer is an attack. */
const LONGEST_SUBJECT = 2000;

/** Reads a mail. Never throws, whatever the bytes; `text` is empty only where the raw mail has none, and `repairs` says what was mended. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const lined = isUnlined(raw) ? withoutBareReturns(raw) : raw;
  const reading = readBody(Buffer.from(lined.buffer, lined.byteOffset, lined.byteLength));
  const { text, html, attachments } = reading;
  const headers = headersOf(reading.fields);
  const values = (name: string): string[] => headers[name] ?? [];
  const subject = oneLine(decodeWords(values('subject')[0] ?? '').slice(0, LONGEST_SUBJECT)).toWellFormed();
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
    subject,
    text,
    html,
    quotedFrom,
    language: languageOf(newTextOf({ text, quotedFrom })) ?? languageOf(subject),
    attachments,
    protection: reading.protection ?? armourOf(text),
    headers,
    deliveryStatus: deliveryStatusOf(attachments),
    original: originalOf(attachments),
    repairs: [...(lined === raw ? [] : ['bare-cr']), ...reading.repairs],
  };
}

/** PGP without MIME: armoured lines in the text (RFC 9580 section 6.2). */
function armourOf(text: string): Protection | null {
  const kind = /^-----BEGIN PGP (SIGNED )?MESSAGE-----[ \t]*$/m.exec(text.slice(0, 5000));
  if (kind === null) return null;
  return kind[1] === undefined ? 'encrypted' : 'signed';
}

function headersOf(fields: [string, string][]): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of fields) (headers[name] ??= []).push(value);
  return headers;
}

function dateOf(value: string | undefined): string | null {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 1970 ? null : date.toISOString();
}
