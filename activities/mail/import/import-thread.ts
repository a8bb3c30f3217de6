import { sql } from 'kysely';
import { writeArchiveEntry } from '../../../db/archive.ts';
import { asTenant, type Db, json, type Trx } from '../../../db/client.ts';
import { decideInbound, insertInbound } from '../../../db/inbound-mail.ts';
import { ownValidity, takeUids } from '../../../db/mailbox-folders.ts';
import { type OwnMailbox, ownMailboxes } from '../../../db/mailboxes.ts';
import { insertMessage } from '../../../db/messages.ts';
import { insertPastRequest } from '../../../db/requests.ts';
import { fingerprintOf } from '../../../domain/mail/fingerprint.ts';
import { historicVerdict, type HistoricVerdict } from '../../../domain/mail/history.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import type { ParsedMail } from '../../../domain/mail/types.ts';
import { messageOf, requesterOf } from '../take-in-customer-mail.ts';
import { type Conversation, conversationOf, knownConversation, peopleOf } from './conversations.ts';
import { copyOf, knownHashes, sentFor } from './known-mails.ts';
import { largestMail, type Place } from './source.ts';

/** A mail that the first reading has found. */
export interface Indexed {
  place: Place;
  /** Of its bytes, hex. */
  sha256: string;
  messageId: string | null;
  at: Date;
  read(): Promise<Buffer>;
}

/** What became of one mail; `known`: an earlier import has it. */
export type Outcome = 'known' | 'request' | 'message' | 'answer' | 'machine' | 'duplicate' | 'left';

export interface Target {
  tenant: string;
  mailbox: string;
}

/** Takes the mails of one thread in, oldest first, in one transaction: all of them or none. */
export function importThread(db: Db, { tenant, mailbox }: Target, mails: Indexed[]): Promise<Outcome[]> {
  return asTenant(db, tenant, async (trx) => {
    // One import of a mailbox at a time, so that two of the same store make nothing twice.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${mailbox}`}, 0))`.execute(trx);
    const known = await knownHashes(trx, mailbox, mails);
    const fresh = mails.filter(({ sha256 }) => !known.has(sha256));
    if (fresh.length === 0) return mails.map(() => 'known');
    const mailboxes = await ownMailboxes(trx);
    const thread: Thread = {
      trx,
      mailbox: mailboxes.find(({ id }) => id === mailbox)!,
      own: mailboxes.map((one) => one.address),
      conversations: [],
    };
    let uid = await takeUids(trx, { mailbox, folder: ':import', count: fresh.length });
    const outcomes: Outcome[] = mails.filter(({ sha256 }) => known.has(sha256)).map(() => 'known');
    for (const mail of fresh) outcomes.push(await importMail(thread, mail, uid++));
    for (const conversation of thread.conversations) await archive(trx, tenant, conversation);
    return outcomes;
  });
}

interface Thread {
  trx: Trx;
  mailbox: OwnMailbox;
  own: string[];
  conversations: Conversation[];
}

async function importMail(thread: Thread, { place, sha256, messageId, at, read }: Indexed, uid: number): Promise<Outcome> {
  const { trx, own } = thread;
  const raw = await read();
  const mail = await parseMail(raw);
  const fingerprint = fingerprintOf(mail);
  const mailbox = thread.mailbox.id;
  const duplicateOf = await copyOf(trx, { mailbox, messageId, fingerprint });
  const sent = messageId === null ? null : await sentFor(trx, messageId);
  const [row] = await insertInbound(trx, [
    // As what was read again: should somebody overrule it, no machine answers what was answered long ago.
    {
      mailbox,
      folder: ':import',
      uid_validity: ownValidity,
      uid,
      sha256,
      message_id: messageId,
      size: place.end - place.start,
      raw,
      reread: true,
    },
  ]);
  if (!row) throw new Error(`Mailbox ${mailbox} has a mail ${uid} in :import already.`);
  const isCut = place.end - place.start > largestMail;
  const verdict = historicVerdict(mail, { ownAddresses: own, flags: place.flags, isCut, duplicateOf, sentFor: sent });
  const taken = await takeIn(thread, mail, verdict, at);
  await decideInbound(trx, row.id, {
    verdict: verdict.as === 'customer' && !taken.begins ? 'reply' : verdict.verdict,
    reason: verdict.reason,
    detail: verdict.detail,
    request: taken.request ?? sent,
    message: taken.message ?? null,
    fingerprint,
    sender: mail.from?.address ?? null,
    subject: mail.subject.slice(0, 300).toWellFormed(),
  });
  return outcomeOf(verdict, taken.begins);
}

/** Its message, in a conversation of its thread, in one that is there already, or in a new one. */
async function takeIn(
  thread: Thread,
  mail: ParsedMail,
  verdict: HistoricVerdict,
  at: Date,
): Promise<{ request?: string; message?: string; begins: boolean }> {
  const { trx, own, conversations } = thread;
  if (verdict.as === null) return { begins: false };
  let conversation = conversationOf(conversations, mail, verdict, own);
  let begins = false;
  if (!conversation) {
    const old = await knownConversation(trx, mail, verdict, own);
    // What a machine wrote about nothing of ours is no request.
    if (!old && verdict.as === 'delivery') return { begins };
    begins = old === null;
    const request = old?.request ?? (await begin(thread, mail, verdict, at));
    conversation = { request, people: old?.people ?? new Set(), isOld: old !== null, messages: 0, last: at, firstAnswer: null };
    conversations.push(conversation);
  }
  const { request } = conversation;
  const message = await insertMessage(trx, {
    ...messageOf({ mail, authentication: null }),
    request,
    type: verdict.as,
    channel: 'mail',
    createdAt: at,
  });
  for (const address of peopleOf(mail, verdict, own)) conversation.people.add(address);
  conversation.messages += 1;
  conversation.last = at;
  if (verdict.as === 'agent') conversation.firstAnswer ??= at;
  return { request, message, begins };
}

async function begin({ trx, mailbox, own }: Thread, mail: ParsedMail, { as }: HistoricVerdict, at: Date): Promise<string> {
  const language = mail.language ?? mailbox.language;
  const { request } = await insertPastRequest(trx, {
    channel: 'mail',
    subject: mail.subject || (language === 'de' ? '(ohne Betreff)' : '(no subject)'),
    language,
    topic: mailbox.topic,
    mailbox: mailbox.id,
    requester: as === 'customer' ? requesterOf(mail, own) : { name: mail.to[0]?.name || null, address: mail.to[0]?.address ?? null },
    receivedAt: at,
  });
  return request;
}

/** Its record is chained anew where mails were added. A request that is still open stays as it is. */
async function archive(trx: Trx, tenant: string, { request, isOld, messages, last, firstAnswer }: Conversation): Promise<void> {
  const actor = { type: 'system' } as const;
  const now = new Date();
  const archived = await trx
    .updateTable('request')
    .set((eb) => ({
      status: 'archived',
      archived_at: now,
      closed_at: eb.fn<Date>('greatest', ['closed_at', eb.val(last)]),
      first_responded_at: eb.fn.coalesce('first_responded_at', eb.val(firstAnswer)),
    }))
    .where('id', '=', request)
    .where((eb) => (isOld ? eb('status', '=', 'archived') : eb.val(true)))
    .returning('id')
    .execute();
  await trx
    .insertInto('timeline')
    .values({ request, kind: 'imported', data: json({ messages }), actor: json(actor), at: now })
    .execute();
  if (archived.length > 0) await writeArchiveEntry(trx, { tenant, request, at: now, actor });
}

function outcomeOf({ as, reason }: HistoricVerdict, begins: boolean): Outcome {
  if (as === null) return reason === 'M101 duplicate' || reason === 'M201 own-message-id' ? 'duplicate' : 'left';
  if (as === 'delivery') return 'machine';
  if (begins) return 'request';
  return as === 'customer' ? 'message' : 'answer';
}
