import { textOfHtml, tidied } from '../body.ts';
import type { MailAttachment } from '../types.ts';
import { textOf } from './charset.ts';
import { headerOf } from './header.ts';
import { MOST_TEXT, readParts, type Reading } from './read.ts';

/** How many mails within mails are opened in search of a text. */
const MOST_NESTED = 3;

/** A mail whose body has a text wherever its bytes have one: a forwarded mail, a text that calls itself a file, or at last the bare body. */
export function readBody(raw: Buffer, nested = 0): Reading {
  const reading = readParts(raw);
  if (reading.text.trim() !== '' || reading.protection === 'encrypted') return reading;
  const text = textOfFiles(reading.attachments, nested);
  if (text !== '') return { ...reading, text };
  // Pictures, signed, encrypted and calendar mails have parts and no text; an empty mail has neither: nothing is broken there.
  if (reading.attachments.length > 0 || reading.html !== null) return reading;
  const body = tidied(textOf(bodyOf(raw, reading).subarray(0, MOST_TEXT), ''));
  return body.trim() === '' ? reading : { ...reading, text: body, repairs: [...reading.repairs, 'body-as-text'] };
}

function textOfFiles(attachments: MailAttachment[], nested: number): string {
  const file = attachments.find((one) => /^(?:text\/(?:plain|html)|message\/rfc822)$/.test(one.contentType)) ?? attachments.find(isWritten);
  if (file === undefined) return '';
  const content = Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength);
  if (file.contentType === 'message/rfc822') return nested < MOST_NESTED ? readBody(content, nested + 1).text : '';
  const text = textOf(content.subarray(0, MOST_TEXT), '');
  return file.contentType === 'text/html' ? textOfHtml(text) : tidied(text);
}

/** Types whose bytes are letters and mean nothing to a reader. */
const SEALED = /svg|pgp|pkcs|tnef|calendar|postscript|^message\/(?!partial)/;
const KNOWN_TOP = /^(?:application|font|model)\//;

/** Whether a file holds words although its type says otherwise: nameless, a picture of letters, or of a type that does not exist. The type was damaged. */
function isWritten({ contentType, filename, content }: MailAttachment): boolean {
  if (SEALED.test(contentType) || (KNOWN_TOP.test(contentType) && !filename.startsWith('unnamed.'))) return false;
  const text = textOf(content.subarray(0, 4000), '');
  const odd = text.match(/[^\P{C}\r\n\t]|\ufffd/gu)?.length ?? 0;
  return text.trim() !== '' && odd * 50 < text.length;
}

function bodyOf(raw: Buffer, { fields }: Reading): Buffer {
  return fields.length === 0 ? raw : raw.subarray(headerOf(raw).bodyAt);
}
