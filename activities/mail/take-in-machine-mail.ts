import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import { insertMessage } from '../../db/messages.ts';
import { recordEvent } from '../../db/request-events.ts';
import type { BouncedRecipient } from '../../domain/mail/bounced-recipients.ts';
import type { MailInHand, TakenIn } from './mail-in-hand.ts';
import { messageOf } from './take-in-customer-mail.ts';

/** A mail of ours came back: those who wait for its answer must see it. Unknown ones stand in the ledger alone. */
export async function takeInBounce(trx: Trx, inHand: MailInHand): Promise<TakenIn> {
  const { verdict, key } = inHand;
  const request = verdict.requestId;
  if (request === undefined) return {};
  const message = await keep(trx, inHand, request);
  const outbox = await outboxOf(trx, verdict.detail['originalMessageId']);
  const recipients = (verdict.detail['recipients'] as BouncedRecipient[] | undefined) ?? [];
  const worst = recipients.find((one) => one.hard) ?? recipients[0];
  const { id } = await recordEvent(trx, {
    request,
    kind: 'mail-bounced',
    // The address itself stands in the message and in the ledger's detail.
    payload: { message, outbox, reason: verdict.reason, status: worst?.status ?? null, hard: worst?.hard ?? false },
    actor: { type: 'system' },
    key,
  });
  return { request, consultation: verdict.consultationId ?? null, message, event: id };
}

/** Out-of-office and the like: readable at its request, no answer, no news for the process. */
export async function takeInAutomatic(trx: Trx, inHand: MailInHand): Promise<TakenIn> {
  const { verdict } = inHand;
  const request = verdict.requestId;
  if (request === undefined) return {};
  const message = await keep(trx, inHand, request);
  await trx
    .insertInto('timeline')
    .values({ request, kind: 'automatic-mail-received', data: json({ reason: verdict.reason }), actor: json({ type: 'system' }), message })
    .execute();
  await announce(trx, [
    { entity: 'message', id: message, request },
    { entity: 'request', id: request, request },
  ]);
  return { request, consultation: verdict.consultationId ?? null, message };
}

function keep(trx: Trx, inHand: MailInHand, request: string): Promise<string> {
  return insertMessage(trx, {
    ...messageOf(inHand),
    request,
    type: 'delivery',
    channel: 'mail',
    consultation: inHand.verdict.consultationId ?? null,
  });
}

async function outboxOf(trx: Trx, messageId: unknown): Promise<string | null> {
  if (typeof messageId !== 'string') return null;
  const row = await trx.selectFrom('outbox').select('id').where('rfc_message_id', '=', messageId).executeTakeFirst();
  return row?.id ?? null;
}
