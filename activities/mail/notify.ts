import { v7 as uuidv7 } from 'uuid';
import { handOverStep, insertOutbox } from '../../db/outbox.ts';
import { newMessageId } from '../../domain/mail/threading.ts';
import type { Work } from '../work.ts';
import { senderOf } from './sender.ts';

export interface Colleague {
  id: string;
  name: string;
  email: string;
  language: string;
}

const words = {
  de: { subject: 'Erinnerung', text: 'bitte sehen Sie nach:' },
  en: { subject: 'Reminder', text: 'please have a look:' },
} as const;

/** A reminder to people of the house, by mail: it shows nothing of the conversation, only which request. */
export async function notify(work: Work, to: Colleague[]): Promise<void> {
  if (to.length === 0) return;
  const { trx, request, services } = work;
  const sender = await senderOf(trx, request.mailbox);
  for (const { id: account, name, email, language } of to) {
    const word = words[language === 'en' ? 'en' : 'de'];
    const id = uuidv7();
    const isNew = await insertOutbox(trx, {
      id,
      request: request.id,
      message: null,
      mailbox: sender.mailbox,
      purpose: 'notification',
      rfc_message_id: newMessageId({ id, domain: sender.domain }),
      envelope_from: sender.from.address,
      recipients: [email],
      content: {
        from: sender.from,
        to: [{ name, address: email }],
        subject: `${word.subject}: ${request.subject} (${request.number})`,
        text: `${name},\n\n${word.text}\n${services.appUrl}/requests/${request.id}`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      },
      idempotency_key: `reminder:${request.id}:${work.eventKey}:${account}`,
      created_at: work.at,
    });
    if (isNew) work.addJob({ activation: null, step: handOverStep, payload: { outbox: id }, not_before: null });
  }
}
