import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import { insertMessage } from '../../db/messages.ts';
import { recordEvent } from '../../db/request-events.ts';
import { newTextOf } from '../../domain/mail/quoted.ts';
import type { MailInHand, TakenIn } from './mail-in-hand.ts';
import { messageOf } from './take-in-customer-mail.ts';

/** The expert answered by plain mail. The first answer settles the question; a later one, or one to a revoked question, is kept as a message. */
export async function takeInExpertAnswer(trx: Trx, inHand: MailInHand): Promise<TakenIn> {
  const { row, mail, verdict, key } = inHand;
  const request = verdict.requestId ?? '';
  const consultation = verdict.consultationId ?? '';
  const message = await insertMessage(trx, { ...messageOf(inHand), request, type: 'expert-answer', channel: 'mail', consultation });
  await trx
    .updateTable('consultation')
    .set({
      state: 'answered',
      answer: newTextOf(mail).trim() || mail.text,
      answered_by: mail.from?.address ?? null,
      answered_at: row.received_at,
    })
    .where('id', '=', consultation)
    .where('state', 'in', ['open', 'overdue'])
    .execute();
  const { id } = await recordEvent(trx, {
    request,
    kind: 'expert-answered',
    payload: { consultation },
    actor: { type: 'expert', id: consultation },
    key,
  });
  await announce(trx, [{ entity: 'consultation', id: consultation, request }]);
  return { request, consultation, message, event: id };
}
