import { v7 as uuidv7 } from 'uuid';
import type { Trx } from '../../db/client.ts';
import { insertMessage } from '../../db/messages.ts';
import { handOverStep, insertOutbox, outboxByKey, type OutboxPurpose } from '../../db/outbox.ts';
import type { MessageType, OutboxContent } from '../../db/schema.ts';
import { bounceAddress } from '../../domain/mail/bounce-address.ts';
import { newMessageId, replyToken, taggedSubject } from '../../domain/mail/threading.ts';
import type { Work } from '../work.ts';
import { automaticBrake } from './automatic-brake.ts';
import { replyToOf, senderOf } from './sender.ts';
import { threadOf } from './thread.ts';

/** Of the request in hand. */
export interface MailToPrepare {
  purpose: OutboxPurpose;
  /** The same key again prepares nothing new. */
  key: string;
  to: { name?: string; address: string }[];
  cc?: { name?: string; address: string }[];
  /** Without the request's tag: it is added (not to a consultation's mail). */
  subject: string;
  /** `{{link}}` stands for the consultation's link and is replaced at handing over. */
  text: string;
  html?: string;
  /** Ids of attachment rows. */
  attachments?: string[];
  /** The message row that shows it, where there is one (an agent's answer); else one is written. */
  message?: string;
  language?: string;
  consultation?: string;
  /** Key of the standard answer that it is. */
  answer?: string;
  notBefore?: Date;
  /** Nobody wrote it: it says so, and asks machines for silence. By default so for `automatic` and `notification`. */
  automatic?: boolean;
}

/** `withheld`: a stable reason why no machine may answer here. */
export type PreparedMail = { outbox: string; message: string } | { withheld: string };

/**
 * Fixes a mail, its Message-ID and the job that hands it over, in the transaction in hand, before SMTP is spoken. An automatic answer that
 * RFC 3834 forbids is withheld and the timeline says why, and so is what a restored older database would say twice.
 */
export async function prepareMail(work: Work, mail: MailToPrepare): Promise<PreparedMail> {
  const { trx, request, services } = work;
  const automatic = mail.automatic ?? (mail.purpose === 'automatic' || mail.purpose === 'notification');
  const [known, sender, thread, withheld] = await Promise.all([
    outboxByKey(trx, mail.key),
    senderOf(trx, request.mailbox),
    threadOf(trx, { request: request.id, consultation: mail.consultation ?? null, automatic }),
    withheldBy(work, mail),
  ]);
  if (known) return { outbox: known.id, message: known.message ?? '' };
  if (withheld) {
    work.timeline({ kind: 'mail-withheld', data: { reason: withheld }, actor: { type: 'system' } });
    return { withheld };
  }
  const id = uuidv7();
  const subject = { key: services.secretKey, ...(mail.consultation ? { consultationId: mail.consultation } : { requestId: request.id }) };
  const messageId = newMessageId({ id, domain: sender.domain, token: replyToken(subject) });
  const content: OutboxContent = {
    from: sender.from,
    to: mail.to,
    replyTo: replyToOf(sender, subject),
    subject: mail.consultation ? mail.subject : taggedSubject(mail.subject, request.number),
    text: mail.text,
    ...thread,
    ...(mail.cc && mail.cc.length > 0 ? { cc: mail.cc } : {}),
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(mail.attachments && mail.attachments.length > 0 ? { attachments: mail.attachments } : {}),
    ...(mail.consultation ? { consultation: mail.consultation } : {}),
    ...(mail.answer ? { answer: mail.answer } : {}),
  };
  const message = mail.message ?? uuidv7();
  await work.soon((soon) => showAs(soon, work, mail, { content, messageId, message }));
  await work.soon((soon) =>
    insertOutbox(soon, {
      id,
      request: request.id,
      message,
      mailbox: sender.mailbox,
      purpose: mail.purpose,
      rfc_message_id: messageId,
      envelope_from: sender.takesTags ? bounceAddress({ mailbox: sender.from.address, key: services.secretKey, id }) : sender.from.address,
      recipients: [...new Set([...mail.to, ...(mail.cc ?? [])].map((one) => one.address))],
      content,
      not_before: mail.notBefore ?? null,
      idempotency_key: mail.key,
      // By this clock the brakes measure.
      created_at: work.at,
    }),
  );
  work.addJob({ activation: null, step: handOverStep, payload: { outbox: id }, not_before: mail.notBefore ?? null });
  return { outbox: id, message };
}

/** A person's answer is never withheld. */
async function withheldBy({ trx, request, isInDoubt, at }: Work, { purpose, to, answer }: MailToPrepare): Promise<string | null> {
  if (purpose !== 'answer' && isInDoubt) return 'restored';
  if (purpose !== 'automatic') return null;
  // What the clock sends is no answer, also to someone who wrote meanwhile: it comes once a day or before a promise breaks.
  const isNotice = request.noticed_at?.getTime() === at.getTime();
  return automaticBrake(trx, { request: request.id, address: to[0]?.address ?? '', answer: isNotice ? null : (answer ?? null), now: at });
}

const typeOf: Record<OutboxPurpose, MessageType> = {
  answer: 'agent',
  automatic: 'automatic',
  consultation: 'expert-question',
  notification: 'automatic',
};

/** An agent's answer is a message already. The conversation never shows a consultation's link: whoever has it may answer. */
async function showAs(
  trx: Trx,
  { request }: Work,
  mail: MailToPrepare,
  { content, messageId, message }: { content: OutboxContent; messageId: string; message: string },
): Promise<unknown> {
  if (mail.message) return trx.updateTable('message').set({ rfc_message_id: messageId }).where('id', '=', message).execute();
  const masked = (text: string): string => text.replaceAll('{{link}}', '[Link]');
  return insertMessage(trx, {
    id: message,
    request: request.id,
    type: typeOf[mail.purpose],
    channel: 'mail',
    author: { name: content.from.name, address: content.from.address },
    to: mail.to.map((one) => one.address),
    cc: (mail.cc ?? []).map((one) => one.address),
    subject: content.subject,
    text: masked(mail.text),
    html: mail.html === undefined ? null : masked(mail.html),
    language: mail.language ?? request.language,
    rfcMessageId: messageId,
    consultation: mail.consultation ?? null,
  });
}
