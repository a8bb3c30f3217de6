import type { Trx } from '../../db/client.ts';
import { earlierCopy, type InboundRow } from '../../db/inbound-mail.ts';
import type { OwnMailbox } from '../../db/mailboxes.ts';
import type { OutboxPurpose } from '../../db/outbox.ts';
import { whatIsKnownOf } from '../../db/senders.ts';
import { addressKey, isAmong, withoutTag } from '../../domain/mail/addresses.ts';
import { fingerprintOf } from '../../domain/mail/fingerprint.ts';
import { knownNothing, type Known, type OwnMessage, type OwnPurpose } from '../../domain/mail/known.ts';
import { patternsOf } from '../../domain/mail/sender-patterns.ts';
import { anchorsOf, anchorsOfOriginal, idsToLookUp, subjectTagsOf } from '../../domain/mail/threading.ts';
import type { Anchor, ParsedMail } from '../../domain/mail/types.ts';

const purposes: Record<OutboxPurpose, OwnPurpose> = {
  answer: 'conversation',
  automatic: 'automatic',
  consultation: 'consultation',
  notification: 'notification',
};

/** Looks up what the filters need to know about a mail: nothing is judged here. */
export async function knownFacts(
  trx: Trx,
  { row, mail, mailboxes, secretKey }: { row: InboundRow; mail: ParsedMail; mailboxes: OwnMailbox[]; secretKey: string },
): Promise<Known> {
  const own = mailboxes.map((mailbox) => mailbox.address);
  const signed = anchorsOfMail(mail, own, secretKey);
  const [ownMessageIds, tags, duplicateOf, sender] = await Promise.all([
    ownMessages(trx, idsToLookUp(mail)),
    requestsByNumber(trx, subjectTagsOf(mail.subject)),
    earlierCopy(trx, row, fingerprintOf(mail)),
    mail.from === null ? { blocked: null, relation: null } : whatIsKnownOf(trx, patternsOf(mail.from.address)),
  ]);
  const consultations = await consultationsOf(trx, [
    ...Object.values(ownMessageIds).flatMap((one) => one.consultationId ?? []),
    ...signed.flatMap((one) => (one.purpose === 'consultation' ? [one.id] : [])),
  ]);
  const requests = await participantsOf(
    trx,
    [
      ...Object.values(ownMessageIds).map((one) => one.requestId),
      ...signed.flatMap((one) => (one.purpose === 'request' ? [one.id] : [])),
      ...Object.values(tags),
    ],
    own,
  );
  return {
    ...knownNothing(),
    duplicateOf,
    ...sender,
    ownMessageIds,
    // Erased or another installation's: leads nowhere.
    anchors: signed.filter(({ purpose, id }) => (purpose === 'request' ? requests[id] : consultations[id]) !== undefined),
    requests,
    consultations,
    subjectTags: Object.fromEntries(
      Object.entries(tags).map(([tag, requestId]) => [tag, { requestId, participants: requests[requestId]?.participants ?? [] }]),
    ),
    ownAddresses: own,
  };
}

function anchorsOfMail(mail: ParsedMail, own: string[], key: string): Anchor[] {
  const domains = [...new Set(own.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  const all = domains.flatMap((domain) => [...anchorsOf(mail, { key, domain }), ...anchorsOfOriginal(mail, { key, domain })]);
  return all.filter((one, n) => all.findIndex((other) => other.id === one.id && other.purpose === one.purpose) === n);
}

async function ownMessages(trx: Trx, ids: string[]): Promise<Record<string, OwnMessage>> {
  if (ids.length === 0) return {};
  const rows = await trx
    .selectFrom('outbox')
    .select(['rfc_message_id', 'request', 'purpose', 'content'])
    .where('rfc_message_id', 'in', ids)
    .execute();
  return Object.fromEntries(
    rows.flatMap(({ rfc_message_id, request, purpose, content }) => {
      if (request === null) return [];
      const consultation = content.consultation ? { consultationId: content.consultation } : {};
      return [[rfc_message_id, { requestId: request, purpose: purposes[purpose as OutboxPurpose] ?? 'notification', ...consultation }]];
    }),
  );
}

async function requestsByNumber(trx: Trx, tags: string[]): Promise<Record<string, string>> {
  if (tags.length === 0) return {};
  const rows = await trx.selectFrom('request').select(['id', 'number']).where('number', 'in', tags).execute();
  return Object.fromEntries(rows.map((row) => [row.number, row.id]));
}

async function consultationsOf(trx: Trx, ids: string[]): Promise<Known['consultations']> {
  if (ids.length === 0) return {};
  const rows = await trx.selectFrom('consultation').select(['id', 'request', 'expert_address']).where('id', 'in', ids).execute();
  return Object.fromEntries(rows.map((row) => [row.id, { requestId: row.request, participants: [row.expert_address] }]));
}

/** The requester, the customer's known addresses, whom the customer copied in and whom agents wrote to; never ourselves, never an expert. */
async function participantsOf(trx: Trx, wanted: string[], own: string[]): Promise<Known['requests']> {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return {};
  const rows = await trx.selectFrom('request').select(['id', 'requester_address', 'customer']).where('id', 'in', ids).execute();
  const customers = rows.flatMap((row) => row.customer ?? []);
  const addresses =
    customers.length === 0
      ? []
      : await trx.selectFrom('customer_address').select(['customer', 'address']).where('customer', 'in', customers).execute();
  const messages = await trx
    .selectFrom('message')
    .select(['request', 'from_address', 'to_addresses', 'cc_addresses', 'type'])
    .where('request', 'in', ids)
    .where('type', 'in', ['customer', 'agent'])
    .where('withdrawn_at', 'is', null)
    .execute();
  return Object.fromEntries(
    rows.map((row) => {
      const written = messages.filter((message) => message.request === row.id);
      const all = [
        row.requester_address,
        ...addresses.filter((one) => one.customer === row.customer).map((one) => one.address),
        ...written.flatMap(({ type, from_address, to_addresses, cc_addresses }) =>
          type === 'customer' ? [from_address, ...cc_addresses] : [...to_addresses, ...cc_addresses],
        ),
      ].filter((address) => address !== null && !isAmong(withoutTag(address), own));
      return [row.id, { participants: [...new Set(all.map((address) => addressKey(address ?? '')))] }];
    }),
  );
}
