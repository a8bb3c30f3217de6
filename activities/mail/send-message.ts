import { answerValues } from '../../db/answer-values.ts';
import type { OutboxPurpose } from '../../db/outbox.ts';
import { signatureFor } from '../../db/signatures.ts';
import { renderAnswer } from '../../domain/answer/render.ts';
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
      .select(['type', 'author_name', 'to_addresses', 'cc_addresses', 'subject', 'text', 'html', 'language', 'consultation'])
      .where('id', '=', message)
      .where('request', '=', request.id)
      .executeTakeFirstOrThrow(),
    trx.selectFrom('attachment').select('id').where('message', '=', message).orderBy('id').execute(),
  ]);
  const to = row.to_addresses.length > 0 ? row.to_addresses : request.requester_address ? [request.requester_address] : [];
  if (to.length === 0) return { withheld: 'no-address' };
  const text = row.type === 'agent' && row.html === null ? await withSignature(work, message, row) : row.text;
  return prepareMail(work, {
    purpose,
    key,
    to: to.map((address) => named(address, request)),
    cc: row.cc_addresses.map((address) => ({ address })),
    subject: row.subject || replySubject(request.subject),
    text,
    attachments: attachments.map(({ id }) => id),
    message,
    ...(row.html === null ? {} : { html: row.html }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.consultation === null ? {} : { consultation: row.consultation }),
  });
}

/** What goes out stands in the conversation. A signature that lacks what it names is left out rather than sent with gaps. */
async function withSignature(
  work: Work,
  message: string,
  { text, author_name, language }: { text: string; author_name: string | null; language: string | null },
): Promise<string> {
  const { trx, request } = work;
  const spoken = language ?? request.language;
  const signature = await signatureFor(trx, { topic: request.topic, language: spoken });
  if (signature === null) return text;
  const values = await answerValues(trx, request.id, author_name === null ? {} : { agent: author_name });
  const rendered = renderAnswer({ subject: '', body: signature, values: { ...values }, language: spoken === 'en' ? 'en' : 'de' });
  if (rendered.missing.length > 0) return text;
  const signed = `${text}\n\n-- \n${rendered.text}`;
  await work.soon((soon) => soon.updateTable('message').set({ text: signed }).where('id', '=', message).execute());
  return signed;
}

/** `Re: …`, once. */
const replySubject = (subject: string): string => (/^(?:re|aw|antwort)\s*:/i.test(subject) ? subject : `Re: ${subject}`);

function named(address: string, request: Work['request']): { name?: string; address: string } {
  const isRequester = request.requester_name && address.toLowerCase() === request.requester_address?.toLowerCase();
  return isRequester ? { name: request.requester_name ?? '', address } : { address };
}
