import { createHash } from 'node:crypto';
import type { ParsedMail } from './types.ts';

/** What a list server or gateway appends comes later, or behind a line of its own; what a sender changes comes earlier. */
const CHARACTERS = 400;
const FOOTER = /\n(?:_{5,}|-{5,}|={5,}|-- )[ \t]*(?:\n|$)/;

/**
 * Tells copies of one mail from different mails that share a Message-ID (forged, or a broken program's). Equal for the
 * direct copy and the one through a list, whatever their routes: author, Date and the start of the text. A duplicate
 * has the same Message-ID in the same mailbox AND the same fingerprint. Hex SHA-256.
 */
export function fingerprintOf(mail: ParsedMail): string {
  const written = mail.text.split(FOOTER, 1)[0] ?? '';
  const start = written.replace(/\s+/g, ' ').trim().slice(0, CHARACTERS);
  const files = start === '' ? mail.attachments.map((part) => `${part.filename} ${part.size}`) : [];
  return createHash('sha256')
    .update(JSON.stringify([mail.from?.address ?? null, mail.headers['date']?.[0] ?? null, start, files]))
    .digest('hex');
}
