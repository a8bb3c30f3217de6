import { asTenant } from '../../db/client.ts';
import { mailboxById } from '../../db/mailboxes.ts';
import { claimOutbox, type OutboxRow, type Settlement, settleOutbox } from '../../db/outbox.ts';
import { compose } from './compose.ts';
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

/**
 * Hands one outbox row over to its SMTP server. The row is claimed only when the mail is ready and the server has let us in; from there on it
 * is never sent a second time unless the server itself refused it or the connection broke before the final dot.
 * A row that is found claimed was left by a process that died: it becomes unknown, unless the server's Sent folder has it.
 */
export async function handOver(deps: HandOverDependencies, tenant: string, outbox: string): Promise<HandedOver> {
  const { db, services } = deps;
  const { row, mailbox } = await asTenant(db, tenant, async (trx) => {
    const row = await trx.selectFrom('outbox').selectAll().where('id', '=', outbox).executeTakeFirstOrThrow();
    return { row, mailbox: await mailboxById(trx, row.mailbox) };
  });
  if (row.state === 'handing-over') return settleDoubt(deps, tenant, row);
  if (row.state === 'cancelled') return { state: 'rejected', response: 'cancelled' };
  if (row.state !== 'prepared') return answerOf(row);
  try {
    if (!mailbox) throw new Error(`Mailbox ${row.mailbox} is gone.`);
    const raw = await asTenant(db, tenant, (trx) => compose(trx, services, row));
    const { smtp } = mailServersOf(deps, mailbox);
    return await withSmtp(smtp, async (connection) => {
      const claimed = await asTenant(db, tenant, (trx) => claimOutbox(trx, outbox));
      if (!claimed) return { result: await answerNow(deps, tenant, outbox), isGood: true };
      const sending = await sendRaw(connection, { from: claimed.envelope_from, to: claimed.recipients }, raw);
      const result =
        sending.type === 'doubtful'
          ? await settleDoubt(deps, tenant, claimed, sending.response)
          : await settle(deps, tenant, claimed, settlementOf(claimed, sending));
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

async function settle({ db }: HandOverDependencies, tenant: string, row: OutboxRow, settlement: Settlement): Promise<HandedOver> {
  await asTenant(db, tenant, (trx) => settleOutbox(trx, row.id, settlement));
  return answerNow({ db }, tenant, row.id);
}

/** It may have been delivered: shown as unknown at once, then looked up where that tells anything. */
async function settleDoubt(deps: HandOverDependencies, tenant: string, row: OutboxRow, response?: string): Promise<HandedOver> {
  const { db } = deps;
  const error = response ?? 'The process that handed it over ended before the server answered.';
  await asTenant(db, tenant, (trx) => settleOutbox(trx, row.id, { state: 'unknown', error }));
  const mailbox = await asTenant(db, tenant, (trx) => mailboxById(trx, row.mailbox));
  if (mailbox?.imap.filesSent && (await isFiled(() => mailServersOf(deps, mailbox).imap, row.rfc_message_id))) {
    return settle(deps, tenant, row, { state: 'accepted', response: 'Found in the Sent folder.', error: null });
  }
  return answerNow(deps, tenant, row.id);
}

async function isFiled(access: () => MailAccess, messageId: string): Promise<boolean> {
  try {
    return await isInSent(access(), messageId);
  } catch {
    return false;
  }
}

async function answerNow({ db }: Pick<HandOverDependencies, 'db'>, tenant: string, outbox: string): Promise<HandedOver> {
  return answerOf(
    await asTenant(db, tenant, (trx) => trx.selectFrom('outbox').selectAll().where('id', '=', outbox).executeTakeFirstOrThrow()),
  );
}

function answerOf({ state, response, error }: OutboxRow): HandedOver {
  const text = response ?? error;
  const known =
    state === 'accepted' || state === 'rejected' || state === 'prepared' ? state : state === 'cancelled' ? 'rejected' : 'unknown';
  return { state: known, ...(text === null ? {} : { response: text }) };
}
