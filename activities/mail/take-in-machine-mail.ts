import { clearAddress, noteBounce, type ReportedBounce } from '../../db/address-health.ts';
import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import { insertMessage } from '../../db/messages.ts';
import type { OutboxRow } from '../../db/outbox.ts';
import { recordEvent } from '../../db/request-events.ts';
import { addressKey, isAmong } from '../../domain/mail/addresses.ts';
import type { BouncedRecipient } from '../../domain/mail/bounced-recipients.ts';
import type { Verdict } from '../../domain/mail/known.ts';
import type { MailInHand, TakenIn } from './mail-in-hand.ts';
import { messageOf } from './take-in-customer-mail.ts';

/** A mail of ours came back: those who wait for its answer must see it. Unknown ones stand in the ledger alone. */
export async function takeInBounce(trx: Trx, inHand: MailInHand): Promise<TakenIn> {
  const { mail, verdict, key } = inHand;
  const request = verdict.requestId;
  if (request === undefined) return {};
  const message = await keep(trx, inHand, request);
  const sent = await sentMail(trx, verdict.detail['originalMessageId']);
  const recipients = (verdict.detail['recipients'] as BouncedRecipient[] | undefined) ?? [];
  if (sent && verdict.reason !== 'M303 feedback-report') {
    for (const bounce of bouncesOf(sent, recipients, mail.original?.subject ?? null)) await noteBounce(trx, bounce);
  }
  const worst = recipients.find((one) => one.hard) ?? recipients[0];
  const { id } = await recordEvent(trx, {
    request,
    kind: 'mail-bounced',
    // The address itself stands in the message and in the ledger's detail.
    payload: { message, outbox: sent?.id ?? null, reason: verdict.reason, status: worst?.status ?? null, hard: worst?.hard ?? false },
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
  if (verdict.reason === 'M305 delivered') await noteDelivered(trx, verdict);
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

/** It got through: the address is there. */
async function noteDelivered(trx: Trx, { detail }: Verdict): Promise<void> {
  for (const { address } of (detail['recipients'] as BouncedRecipient[] | undefined) ?? []) {
    if (address !== null) await clearAddress(trx, addressKey(address));
  }
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

type SentMail = Pick<OutboxRow, 'id' | 'recipients' | 'content'>;

async function sentMail(trx: Trx, messageId: unknown): Promise<SentMail | undefined> {
  if (typeof messageId !== 'string') return undefined;
  return trx.selectFrom('outbox').select(['id', 'recipients', 'content']).where('rfc_message_id', '=', messageId).executeTakeFirst();
}

/** Of those to whom the mail went, whom the report names; where it names nobody and one got it, that one. Its subject is known to who received it. */
function bouncesOf({ content }: SentMail, reported: BouncedRecipient[], subject: string | null): ReportedBounce[] {
  const sentTo = [...content.to, ...(content.cc ?? [])].map((one) => one.address);
  const isProven = subject !== null && subject === content.subject;
  return reported.flatMap(({ address, hard, status, diagnostic }) => {
    const named = address ?? (sentTo.length === 1 ? (sentTo[0] ?? null) : null);
    if (named === null || !isAmong(named, sentTo)) return [];
    return [{ address: addressKey(named), hard, isProven, status, diagnostic }];
  });
}
