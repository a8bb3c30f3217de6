import { asTenant, type CommitWith, type Trx } from '../../db/client.ts';
import { mailboxById } from '../../db/mailboxes.ts';
import {
  claimOutbox,
  giveUpOutbox,
  type Later,
  outboxStanding,
  type OutboxRow,
  type outboxWithMailbox,
  putOff,
  settleOutbox,
  type Settlement,
  type Standing,
} from '../../db/outbox.ts';
import type { FailureReason } from '../../domain/mail/next-try.ts';
import { compose } from './compose.ts';
import type { MailDependencies } from './dependencies.ts';
import { isInSent } from './look-into-sent.ts';
import { sendRaw } from './send-raw.ts';
import { type MailAccess, mailServersOf } from './servers.ts';
import { laterOf, settlementOf } from './settlement.ts';
import type { SmtpLimits } from './smtp-limits.ts';
import { ServerBusy, withSmtp } from './smtp-connections.ts';
import { TokenError } from './token-endpoint.ts';
import { turnOf } from './turn.ts';

export type HandOverDependencies = Pick<MailDependencies, 'db' | 'services' | 'demoMail'> & { smtpLimits: SmtpLimits };

export interface HandedOver {
  /** `prepared`: not yet; to be tried again later. */
  state: 'accepted' | 'rejected' | 'unknown' | 'prepared';
  response?: string;
  /** Of `prepared`: when again. */
  notBefore?: Date;
  /** Of `accepted`: some of its recipients the server does not take. */
  isPartial?: true;
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
    const turn = mailbox.mails_per_minute === null ? null : await asTenant(db, tenant, (trx) => turnOf(trx, row, mailbox));
    if (turn) return await wait(settling, row, { notBefore: turn, delay: 'rate' });
    const raw = await compose((work) => asTenant(db, tenant, work), services, row, mailbox);
    const { smtp } = await mailServersOf(deps, tenant, mailbox);
    return await withSmtp(smtp, { width: mailbox.connections, limits: deps.smtpLimits }, async (connection) => {
      const claimed = await asTenant(db, tenant, (trx, { commitWith }) => commitWith(claimOutbox(trx, outbox)));
      if (!claimed) return { result: await alreadySettled(settling, row), isGood: true };
      const sending = await sendRaw(connection, { from: claimed.envelope_from, to: claimed.recipients }, raw, deps.smtpLimits);
      const result =
        sending.type === 'doubtful'
          ? await settleDoubt(settling, claimed, sending.response)
          : await settle(settling, claimed, settlementOf(claimed, sending));
      return { result, isGood: sending.type === 'accepted' };
    });
  } catch (error) {
    // Before the claim, so nothing went out.
    if (error instanceof ServerBusy) return wait(settling, row, { notBefore: afterOthers(error), delay: 'busy' });
    return failed(settling, row, error);
  }
}

const nothing: OnSettled = () => Promise.resolve();

interface Settling extends HandOverDependencies {
  tenant: string;
  onSettled: OnSettled;
}

/** Spread out, so that many do not come back at once: over a minute where the server is slow, else over a few seconds. */
const afterOthers = ({ isSlow }: ServerBusy): Date => new Date(Date.now() + 1000 + Math.random() * (isSlow ? 60_000 : 3_000));

async function wait({ db, tenant }: Settling, row: OutboxRow, later: Later): Promise<HandedOver> {
  await asTenant(db, tenant, (trx) => putOff(trx, row.id, later));
  return { state: 'prepared', notBefore: later.notBefore };
}

/** The server did not let us in, or the mail could not be made. */
async function failed({ db, tenant, onSettled }: Settling, row: OutboxRow, error: unknown): Promise<HandedOver> {
  const response = error instanceof Error ? error.message : String(error);
  const later = laterOf(row, reasonOfError(error));
  return asTenant(db, tenant, async (trx, { commitWith }) => {
    if (later) {
      await putOff(trx, row.id, later, response);
      return { state: 'prepared', response, notBefore: later.notBefore };
    }
    await giveUpOutbox(trx, row.id, response);
    return told(trx, await outboxStanding(trx, row.id), onSettled, commitWith);
  });
}

/** A server that turned us away says nothing about this mail, whatever its code. */
function reasonOfError(error: unknown): FailureReason {
  const { code } = error as { code?: unknown };
  if (code === 'EAUTH' || error instanceof TokenError) return 'sign-in';
  return typeof code === 'string' && code.startsWith('E') ? 'connection' : 'not-ready';
}

function settle({ db, tenant, onSettled }: Settling, row: OutboxRow, settlement: Settlement): Promise<HandedOver> {
  const { state, response, refused = row.refused } = settlement;
  if (state === 'accepted' && refused.length === 0) {
    const handed: HandedOver = { state, ...(typeof response === 'string' ? { response } : {}) };
    // By far the most end so: the row and what follows from it leave together.
    return asTenant(db, tenant, async (trx, { commitWith, unhurried }) => {
      settleOutbox(unhurried(), row.id, settlement).catch(() => undefined);
      await onSettled(trx, handed, commitWith);
      return handed;
    });
  }
  return asTenant(db, tenant, async (trx, { commitWith }) => told(trx, await settleOutbox(trx, row.id, settlement), onSettled, commitWith));
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
  return asTenant(db, tenant, async (trx, { commitWith }) => told(trx, await outboxStanding(trx, id), onSettled, commitWith));
}

async function told(trx: Trx, row: Standing, onSettled: OnSettled, commitWith: CommitWith): Promise<HandedOver> {
  const { state, response, error, not_before, refused } = row;
  const known = state === 'cancelled' ? 'rejected' : state === 'handing-over' ? 'unknown' : state;
  const handed: HandedOver = { state: known };
  const text = state === 'prepared' ? error : (response ?? error);
  if (text !== null) handed.response = text;
  if (known === 'prepared' && not_before) handed.notBefore = not_before;
  if (known === 'accepted' && refused.length > 0) handed.isPartial = true;
  if (known !== 'prepared') await onSettled(trx, handed, commitWith);
  return handed;
}
