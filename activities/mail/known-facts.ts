import type { Trx } from '../../db/client.ts';
import { earlierCopy, type InboundRow } from '../../db/inbound-mail.ts';
import { leadingOf } from '../../db/merging.ts';
import type { OwnMailbox } from '../../db/mailboxes.ts';
import type { OutboxPurpose } from '../../db/outbox.ts';
import { whatIsKnownOf } from '../../db/senders.ts';
import { returnedOutbox } from '../../domain/mail/bounce-address.ts';
import { fingerprintOf } from '../../domain/mail/fingerprint.ts';
import { knownNothing, type Known, type OwnMessage, type OwnPurpose } from '../../domain/mail/known.ts';
import { patternsOf } from '../../domain/mail/sender-patterns.ts';
import { isMarkedSpam } from '../../domain/mail/spam-mark.ts';
import { anchorsOf, anchorsOfOriginal, idsToLookUp, subjectTagsOf } from '../../domain/mail/threading.ts';
import type { Anchor, Authentication, ParsedMail } from '../../domain/mail/types.ts';
import { participantsOf } from './participants.ts';

const purposes: Record<OutboxPurpose, OwnPurpose> = {
  answer: 'conversation',
  automatic: 'automatic',
  consultation: 'consultation',
  notification: 'notification',
};

/** Looks up what the filters need to know about a mail: nothing is judged here. */
export async function knownFacts(
  trx: Trx,
  {
    row,
    mail,
    mailboxes,
    authentication,
    secretKey,
  }: { row: InboundRow; mail: ParsedMail; mailboxes: OwnMailbox[]; authentication: Authentication | null; secretKey: string },
): Promise<Known> {
  const own = mailboxes.map((one) => one.address);
  const mailbox = mailboxes.find((one) => one.id === row.mailbox);
  const signed = anchorsIn(own, (domain) => anchorsOf(mail, { key: secretKey, domain }));
  const carried = anchorsIn(own, (domain) => anchorsOfOriginal(mail, { key: secretKey, domain }));
  const returned = await messageIdOf(trx, returnedOutbox(mail, secretKey));
  const [ownMessageIds, tags, duplicateOf, sender] = await Promise.all([
    ownMessages(trx, [...idsToLookUp(mail), ...(returned === null ? [] : [returned])]),
    requestsByNumber(trx, subjectTagsOf(mail.subject)),
    earlierCopy(trx, row, fingerprintOf(mail)),
    mail.from === null ? { blocked: null, relation: null } : whatIsKnownOf(trx, patternsOf(mail.from.address)),
  ]);
  const consultations = await consultationsOf(trx, [
    ...Object.values(ownMessageIds).flatMap((one) => one.consultationId ?? []),
    ...[...signed, ...carried].flatMap((one) => (one.purpose === 'consultation' ? [one.id] : [])),
  ]);
  const named = [
    ...Object.values(ownMessageIds).map((one) => one.requestId),
    ...[...signed, ...carried].flatMap((one) => (one.purpose === 'request' ? [one.id] : [])),
    ...Object.values(tags),
  ];
  const leading = await leadingOf(trx, [...new Set(named)]);
  const led = (id: string): string => leading.get(id) ?? id;
  const requests = await participantsOf(trx, named.map(led), own);
  // Erased or another installation's: leads nowhere.
  const ledAnchors = (anchors: Anchor[]): Anchor[] =>
    anchors
      .map((one) => (one.purpose === 'request' ? { ...one, id: led(one.id) } : one))
      .filter(({ purpose, id }) => (purpose === 'request' ? requests[id] : consultations[id]) !== undefined);
  return {
    ...knownNothing(),
    returned,
    duplicateOf,
    ...sender,
    authentication: authentication?.result ?? 'none',
    spam: mailbox?.imap.marksSpam === true && isMarkedSpam(mail),
    ownMessageIds: Object.fromEntries(Object.entries(ownMessageIds).map(([id, one]) => [id, { ...one, requestId: led(one.requestId) }])),
    anchors: ledAnchors(signed),
    originalAnchors: ledAnchors(carried),
    requests,
    consultations,
    subjectTags: Object.fromEntries(
      Object.entries(tags).map(([tag, id]) => [tag, { requestId: led(id), participants: [], ...requests[led(id)] }]),
    ),
    ownAddresses: own,
  };
}

/** Of all our domains, each once. */
function anchorsIn(own: string[], of: (domain: string) => Anchor[]): Anchor[] {
  const domains = [...new Set(own.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  const all = domains.flatMap(of);
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

async function messageIdOf(trx: Trx, outbox: string | null): Promise<string | null> {
  if (outbox === null) return null;
  return (await trx.selectFrom('outbox').select('rfc_message_id').where('id', '=', outbox).executeTakeFirst())?.rfc_message_id ?? null;
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
