import { asTenant, type CommitWith, type Trx } from '../../db/client.ts';
import { mailboxById } from '../../db/mailboxes.ts';
import { claimOutbox, type OutboxRow, type outboxWithMailbox, type Settlement, settleOutbox } from '../../db/outbox.ts';
import { compose } from './compose.ts';
import type { OutboxState } from '../../db/schema.ts';
import type { MailDependencies } from './dependencies.ts';
import { isInSent } from './look-into-sent.ts';
import { type RefusedRecipient, type Sending, sendRaw } from './send-raw.ts';
import { type MailAccess, mailServersOf } from './servers.ts';
import { withSmtp } from './smtp-connections.ts';

/** With the job's back-off about five hours. */
const mostAttempts = 60;

export type HandOverDependencies = Pick<MailDependencies, 'db' | 'services' | 'demoMail'>;

export interface HandedOver {
  /** `prepared`: not yet; to be tried again later. */
  state: 'accepted' | 'rejected' | 'unknown' | 'prepared';
  response?: string;
}

/** Called in the transaction that settles the row, and ends it: what follows from it is written together with it. Not for `prepared`. */
export type OnSettled = (trx: Trx, handed: HandedOver, commitWith: CommitWith) => Promise<void>;

export type MailToHandOver = NonNullable<Awaited<ReturnType<typeof outboxWithMailbox>>>;

/**
 * Hands one outbox row over to its SMTP server. The row is claimed only when the mail is ready and the server has let us in; from there on it
 * is never sent a second time unless the server itself refused it or the connection broke before the final dot.
 * A row that is found claimed was left by a process that died: it becomes unknown, unless the server's Sent folder has it.
 */
export async function handOver(
  deps: HandOverDependencies,
  tenant: string,
  { row, mailbox }: MailToHandOver,
  onSettled: OnSettled = nothing,
): Promise<HandedOver> {
  const { db, services } = deps;
  const outbox = row.id;
  const settling: Settling = { ...deps, tenant, onSettled };
  if (row.state === 'handing-over') return settleDoubt(settling, row);
  if (row.state !== 'prepared') return alreadySettled(settling, row);
  try {
    if (!mailbox) throw new Error(`Mailbox ${row.mailbox} is gone.`);
    const raw = await compose((work) => asTenant(db, tenant, work), services, row);
    const { smtp } = await mailServersOf(deps, tenant, mailbox);
    return await withSmtp(smtp, async (connection) => {
      const claimed = await asTenant(db, tenant, (trx, commitWith) => commitWith(claimOutbox(trx, outbox)));
      if (!claimed) return { result: await alreadySettled(settling, row), isGood: true };
      const sending = await sendRaw(connection, { from: claimed.envelope_from, to: claimed.recipients }, raw);
      const result =
        sending.type === 'doubtful'
          ? await settleDoubt(settling, claimed, sending.response)
          : await settle(settling, claimed, settlementOf(claimed, sending));
      return { result, isGood: sending.type === 'accepted' };
    });
  } catch (error) {
    // Before the claim, so nothing went out.
    const response = error instanceof Error ? error.message : String(error);
    await asTenant(db, tenant, (trx) =>
      trx.updateTable('outbox').set({ error: response }).where('id', '=', outbox).where('state', '=', 'prepared').execute(),
    );
    return { state: 'prepared', response };
  }
}

const nothing: OnSettled = () => Promise.resolve();

interface Settling extends HandOverDependencies {
  tenant: string;
  onSettled: OnSettled;
}

function settlementOf(row: OutboxRow, sending: Exclude<Sending, { type: 'doubtful' }>): Settlement {
  const isLast = row.attempts >= mostAttempts;
  if (sending.type === 'accepted') return acceptedOf(row, sending.response, sending.refused, isLast);
  const isForGood = isLast || (sending.type === 'refused' && sending.isForGood);
  if (!isForGood) return { state: 'prepared', error: sending.response };
  // Others of its recipients have it already: what is left is recorded.
  if (isRest(row)) return { state: 'accepted', error: `${row.recipients.join(', ')}: ${sending.response}` };
  return { state: 'rejected', response: sending.response, error: sending.response };
}

/** Who has it never gets it again; who was put off for now is all that is left to do. */
function acceptedOf(row: OutboxRow, response: string, refused: RefusedRecipient[], isLast: boolean): Settlement {
  const later = isLast ? [] : refused.filter((one) => one.code < 500).map((one) => one.address);
  const error =
    refused.length > 0 ? [row.error, ...refused.map((one) => `${one.address}: ${one.response}`)].filter(Boolean).join('\n') : null;
  if (later.length > 0) return { state: 'prepared', response, error, recipients: later };
  return { state: 'accepted', response, ...(error === null && isRest(row) ? {} : { error }) };
}

const isRest = ({ recipients, content }: OutboxRow): boolean =>
  recipients.length < new Set([...content.to, ...(content.cc ?? [])].map((one) => one.address)).size;

function settle({ db, tenant, onSettled }: Settling, row: OutboxRow, settlement: Settlement): Promise<HandedOver> {
  return asTenant(db, tenant, async (trx, commitWith) => {
    const state = await settleOutbox(trx, row.id, settlement);
    const response = settlement.response ?? settlement.error ?? null;
    return told({ trx, commitWith, onSettled }, { state, response });
  });
}

/** It may have been delivered: shown as unknown at once, then looked up where that tells anything. */
async function settleDoubt(settling: Settling, row: OutboxRow, response?: string): Promise<HandedOver> {
  const { db, tenant } = settling;
  const error = response ?? 'The process that handed it over ended before the server answered.';
  await asTenant(db, tenant, (trx) => settleOutbox(trx, row.id, { state: 'unknown', error }));
  const mailbox = await asTenant(db, tenant, (trx) => mailboxById(trx, row.mailbox));
  if (mailbox?.imap.filesSent && (await isFiled(async () => (await mailServersOf(settling, tenant, mailbox)).imap, row.rfc_message_id))) {
    return settle(settling, row, { state: 'accepted', response: 'Found in the Sent folder.', error: null });
  }
  return alreadySettled(settling, row);
}

async function isFiled(access: () => Promise<MailAccess>, messageId: string): Promise<boolean> {
  try {
    return await isInSent(await access(), messageId);
  } catch {
    return false;
  }
}

/** Somebody else, or an earlier try, was faster: its outcome stands. */
function alreadySettled({ db, tenant, onSettled }: Settling, { id }: OutboxRow): Promise<HandedOver> {
  return asTenant(db, tenant, async (trx, commitWith) => {
    const row = await trx.selectFrom('outbox').select(['state', 'response', 'error']).where('id', '=', id).executeTakeFirstOrThrow();
    return told({ trx, commitWith, onSettled }, { state: row.state, response: row.response ?? row.error });
  });
}

async function told(
  { trx, commitWith, onSettled }: { trx: Trx; commitWith: CommitWith; onSettled: OnSettled },
  { state, response }: { state: OutboxState; response: string | null },
): Promise<HandedOver> {
  const known =
    state === 'accepted' || state === 'rejected' || state === 'prepared' ? state : state === 'cancelled' ? 'rejected' : 'unknown';
  const handed: HandedOver = { state: known, ...(response === null ? {} : { response }) };
  if (known !== 'prepared') await onSettled(trx, handed, commitWith);
  return handed;
}
