import type { OutboxPurpose } from '../../db/outbox.ts';
import type { Work } from '../work.ts';
import { type PreparedMail, prepareMail } from './prepare-mail.ts';

/**
 * Sends a message that is already written (an agent's answer) to whom it names, or to the requester where it names nobody.
 * @returns withheld where nobody is known to send it to (a phone note): the message is kept and nothing goes out.
 */
export async function sendMessage(
  work: Work,
  { message, purpose, key }: { message: string; purpose: OutboxPurpose; key: string },
): Promise<PreparedMail> {
  const { trx, request } = work;
  const [row, attachments] = await Promise.all([
    trx
      .selectFrom('message')
      .select(['to_addresses', 'cc_addresses', 'subject', 'text', 'html', 'language', 'consultation'])
      .where('id', '=', message)
      .where('request', '=', request.id)
      .executeTakeFirstOrThrow(),
    trx.selectFrom('attachment').select('id').where('message', '=', message).orderBy('id').execute(),
  ]);
  const to = row.to_addresses.length > 0 ? row.to_addresses : request.requester_address ? [request.requester_address] : [];
  if (to.length === 0) return { withheld: 'no-address' };
  return prepareMail(work, {
    purpose,
    key,
    to: to.map((address) => named(address, request)),
    cc: row.cc_addresses.map((address) => ({ address })),
    subject: row.subject || replySubject(request.subject),
    text: row.text,
    attachments: attachments.map(({ id }) => id),
    message,
    ...(row.html === null ? {} : { html: row.html }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.consultation === null ? {} : { consultation: row.consultation }),
  });
}

/** `Re: …`, once. */
const replySubject = (subject: string): string => (/^(?:re|aw|antwort)\s*:/i.test(subject) ? subject : `Re: ${subject}`);

function named(address: string, request: Work['request']): { name?: string; address: string } {
  const isRequester = request.requester_name && address.toLowerCase() === request.requester_address?.toLowerCase();
  return isRequester ? { name: request.requester_name ?? '', address } : { address };
}
