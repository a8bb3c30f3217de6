import type { Trx } from '../../../db/client.ts';
import { addressKey, isAmong, withoutTag } from '../../../domain/mail/addresses.ts';
import type { HistoricVerdict } from '../../../domain/mail/history.ts';
import type { ParsedMail } from '../../../domain/mail/types.ts';
import { participantsOf } from '../participants.ts';

/** What becomes one request of the customer's history. */
export interface Conversation {
  request: string;
  /** Who may have a part in it: addresses as they are compared. */
  people: Set<string>;
  /** It was there before this import. */
  isOld: boolean;
  messages: number;
  last: Date;
  firstAnswer: Date | null;
}

/** Where a mail of a thread belongs: to the conversation that its writer, or whom we wrote to, has a part in. Nobody joins somebody else's. */
export function conversationOf(
  conversations: Conversation[],
  mail: ParsedMail,
  { as }: HistoricVerdict,
  own: string[],
): Conversation | undefined {
  if (as === 'delivery') return conversations.at(-1);
  const who = others(mail, as, own);
  return conversations.find(({ people }) => who.some((address) => people.has(address)));
}

/** A request that has messages which the mail refers to already, under the same condition. */
export async function knownConversation(
  trx: Trx,
  mail: ParsedMail,
  { as }: HistoricVerdict,
  own: string[],
): Promise<Pick<Conversation, 'request' | 'people'> | null> {
  const ids = [...mail.inReplyTo, ...mail.references];
  if (ids.length === 0) return null;
  const rows = await trx
    .selectFrom('message')
    .select('request')
    .distinct()
    .where('rfc_message_id', 'in', ids)
    .where('withdrawn_at', 'is', null)
    .limit(20)
    .execute();
  const participants = await participantsOf(
    trx,
    rows.map(({ request }) => request),
    own,
  );
  const who = others(mail, as, own);
  const found = Object.entries(participants).find(([, one]) => who.some((address) => one.participants.includes(address)));
  return found ? { request: found[0], people: new Set(found[1].participants) } : null;
}

/** Who has a part in the conversation from this mail on. */
export function peopleOf(mail: ParsedMail, { as }: HistoricVerdict, own: string[]): string[] {
  if (as === 'delivery') return [];
  return [...others(mail, as, own), ...keysOf(mail.cc, own)];
}

/** The writer; of our own mails whom we wrote to. */
const others = (mail: ParsedMail, as: HistoricVerdict['as'], own: string[]): string[] =>
  keysOf(as === 'customer' ? (mail.from ? [mail.from] : []) : mail.to, own);

const keysOf = (boxes: { address: string }[], own: string[]): string[] =>
  boxes.flatMap(({ address }) => (isAmong(withoutTag(address), own) ? [] : [addressKey(address)]));
