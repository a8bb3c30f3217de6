import { mailboxesOf } from './addresses.ts';
import type { Known } from './known.ts';
import { isAmong } from './addresses.ts';
import type { MailAddress, ParsedMail } from './types.ts';

/** The author by the From headers, and why he proves nothing: several headers or mailboxes, or none. */
export function fromOf(values: string[]): { from: MailAddress | null; fromDoubt: string | null } {
  const boxes = mailboxesOf(values);
  const from = boxes[0] ?? null;
  if (from === null) return { from, fromDoubt: values.length === 0 ? 'no-from' : 'unreadable-from' };
  if (values.length > 1 || boxes.length > 1) return { from, fromDoubt: 'several-from' };
  return { from, fromDoubt: null };
}

/**
 * Whether the mail comes from one of `participants`: one clear author who is on the list, and no failed check of his
 * domain (`fail`, `other`). Without any check (`none`) the address is believed, as mail has always been.
 */
export function isFrom(mail: ParsedMail, known: Known, participants: readonly string[]): boolean {
  if (mail.from === null || mail.fromDoubt !== null) return false;
  if (known.authentication === 'fail' || known.authentication === 'other') return false;
  return isAmong(mail.from.address, participants);
}
