import type { Later, OutboxRow, Settlement } from '../../db/outbox.ts';
import type { RefusedRecipient } from '../../db/schema.ts';
import { type FailureReason, nextTry, reasonOfReply } from '../../domain/mail/next-try.ts';
import type { Sending } from './send-raw.ts';

/** When a mail whose try failed is tried again; null: given up. */
export function laterOf({ tries, first_try_at }: Pick<OutboxRow, 'tries' | 'first_try_at'>, reason: FailureReason): Later | null {
  const now = new Date();
  const notBefore = nextTry({ reason, tries: tries + 1, since: first_try_at ?? now, now, chance: Math.random() });
  return notBefore && { notBefore, delay: reason };
}

/** What a certain outcome makes of the row. Who has the mail never gets it again; who was put off for now is all that is left to do. */
export function settlementOf(row: OutboxRow, sending: Exclude<Sending, { type: 'doubtful' }>): Settlement {
  if (sending.type === 'accepted') return acceptedOf(row, sending);
  const { response } = sending;
  const isForGood = sending.type === 'refused' && sending.isForGood;
  const later = isForGood ? null : laterOf(row, sending.type === 'refused' ? reasonOfReply(sending.code) : 'connection');
  if (later) return { state: 'prepared', error: response, later };
  const refused = withRefused(row, sending.type === 'refused' && sending.refused.length > 0 ? sending.refused : everybodyOf(row, response));
  // Others of its recipients have it already.
  if (isRest(row)) return { state: 'accepted', error: null, refused };
  return { state: 'rejected', response, error: response, refused };
}

function acceptedOf(row: OutboxRow, { response, refused }: Extract<Sending, { type: 'accepted' }>): Settlement {
  const putOff = refused.filter((one) => one.code < 500);
  const later = putOff[0] ? laterOf(row, reasonOfReply(putOff[0].code)) : null;
  if (!later) return { state: 'accepted', response, error: null, refused: withRefused(row, refused) };
  return {
    state: 'prepared',
    response,
    error: putOff.map((one) => `${one.address}: ${one.response}`).join('\n'),
    recipients: putOff.map((one) => one.address),
    refused: withRefused(
      row,
      refused.filter((one) => one.code >= 500),
    ),
    later,
  };
}

const withRefused = (row: OutboxRow, more: RefusedRecipient[]): RefusedRecipient[] => [
  ...row.refused.filter(({ address }) => !more.some((one) => one.address === address)),
  ...more,
];

const everybodyOf = ({ recipients }: OutboxRow, response: string): RefusedRecipient[] =>
  recipients.map((address) => ({ address, code: Number(/^\d{3}/.exec(response)?.[0] ?? 0), response }));

const isRest = ({ recipients, refused, content }: OutboxRow): boolean =>
  recipients.length + refused.length < new Set([...content.to, ...(content.cc ?? [])].map((one) => one.address)).size;
