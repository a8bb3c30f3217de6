import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { json, type Trx } from '../../db/client.ts';
import { insertMessage } from '../../db/messages.ts';
import { handOverStep, insertOutbox, outboxByKey, type OutboxPurpose } from '../../db/outbox.ts';
import type { MessageType, OutboxContent } from '../../db/schema.ts';
import { newMessageId, replyToken, taggedSubject } from '../../domain/mail/threading.ts';
import type { Services } from '../work.ts';
import { automaticBrake } from './automatic-brake.ts';
import { replyToOf, senderOf } from './sender.ts';
import { threadOf } from './thread.ts';

export interface MailToPrepare {
  request: string;
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
  notBefore?: Date;
  /** Nobody wrote it: it says so, and asks machines for silence. By default so for `automatic` and `notification`. */
  automatic?: boolean;
}

/** `withheld`: a stable reason why no machine may answer here. */
export type PreparedMail = { outbox: string; message: string; job: string | null } | { withheld: string };

/**
 * Fixes a mail, its Message-ID and the job that hands it over, in the caller's transaction, before SMTP is spoken. An automatic answer that
 * RFC 3834 forbids is withheld and the timeline says why, and so is what a restored older database would say twice.
 */
export async function prepareMail(trx: Trx, services: Services, mail: MailToPrepare): Promise<PreparedMail> {
  const known = await outboxByKey(trx, mail.key);
  if (known) return { outbox: known.id, message: known.message ?? '', job: null };
  const request = await trx
    .selectFrom('request')
    .select(['id', 'number', 'mailbox', 'language', 'revision'])
    .select(isInDoubt.as('isInDoubt'))
    .where('id', '=', mail.request)
    .executeTakeFirstOrThrow();
  const withheld = await withheldBy(trx, mail.purpose, request);
  if (withheld) {
    await trx
      .insertInto('timeline')
      .values({ request: request.id, kind: 'mail-withheld', data: json({ reason: withheld }), actor: json({ type: 'system' }) })
      .execute();
    return { withheld };
  }
  const sender = await senderOf(trx, request.mailbox);
  const id = uuidv7();
  const subject = { key: services.secretKey, ...(mail.consultation ? { consultationId: mail.consultation } : { requestId: request.id }) };
  const messageId = newMessageId({ id, domain: sender.domain, token: replyToken(subject) });
  const automatic = mail.automatic ?? (mail.purpose === 'automatic' || mail.purpose === 'notification');
  const thread = await threadOf(trx, { request: request.id, consultation: mail.consultation ?? null, automatic });
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
  };
  const message = mail.message ?? (await showAs(trx, mail, { content, language: request.language }));
  await trx.updateTable('message').set({ rfc_message_id: messageId }).where('id', '=', message).execute();
  await insertOutbox(trx, {
    id,
    request: request.id,
    message,
    mailbox: sender.mailbox,
    purpose: mail.purpose,
    rfc_message_id: messageId,
    envelope_from: sender.from.address,
    recipients: [...new Set([...mail.to, ...(mail.cc ?? [])].map((one) => one.address))],
    content,
    not_before: mail.notBefore ?? null,
    idempotency_key: mail.key,
  });
  const job = await trx
    .insertInto('job')
    .values({
      request: request.id,
      activation: null,
      step: handOverStep,
      payload: json({ outbox: id }),
      not_before: mail.notBefore ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { outbox: id, message, job: job.id };
}

/** Until its first advance after an older database was put back: what was new or due before may have been told already. */
const isInDoubt = sql<boolean>`exists (select 1 from installation i where request.next_timer_at <= i.restored_at
  or exists (select 1 from request_event e where e.request = request.id and e.revision is null and e.recorded_at <= i.restored_at))`;

/** A person's answer is never withheld. */
async function withheldBy(trx: Trx, purpose: OutboxPurpose, request: { id: string; isInDoubt: boolean }): Promise<string | null> {
  if (purpose !== 'answer' && request.isInDoubt) return 'restored';
  return purpose === 'automatic' ? automaticBrake(trx, request.id) : null;
}

const typeOf: Record<OutboxPurpose, MessageType> = {
  answer: 'agent',
  automatic: 'automatic',
  consultation: 'expert-question',
  notification: 'automatic',
};

/** The conversation never shows a consultation's link: whoever has it may answer. */
function showAs(trx: Trx, mail: MailToPrepare, { content, language }: { content: OutboxContent; language: string }): Promise<string> {
  const masked = (text: string): string => text.replaceAll('{{link}}', '[Link]');
  return insertMessage(trx, {
    request: mail.request,
    type: typeOf[mail.purpose],
    channel: 'mail',
    author: { name: content.from.name, address: content.from.address },
    to: mail.to.map((one) => one.address),
    cc: (mail.cc ?? []).map((one) => one.address),
    subject: content.subject,
    text: masked(mail.text),
    html: mail.html === undefined ? null : masked(mail.html),
    language: mail.language ?? language,
    consultation: mail.consultation ?? null,
  });
}
