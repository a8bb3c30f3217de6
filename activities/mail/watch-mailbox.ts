import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { asTenant } from '../../db/client.ts';
import { undecidedOf } from '../../db/inbound-mail.ts';
import { dropAccessToken } from '../../db/mailbox-tokens.ts';
import { type MailboxRow, mailboxById, recordFailure } from '../../db/mailboxes.ts';
import type { MailboxInput, Watched } from '../../workflows/contracts.ts';
import type { MailDependencies } from './dependencies.ts';
import { followMailbox } from './follow-mailbox.ts';
import { heldWakes } from './held-wakes.ts';
import { openImap } from './imap-connection.ts';
import { takeIn } from './intake.ts';
import { keyedQueue } from './keyed-queue.ts';
import { mailboxErrorOf } from '../../domain/mail/mailbox-errors.ts';
import { headerFacts } from './raw-header.ts';
import { mailServersOf } from './servers.ts';

/** Well below the heartbeat timeout in workflows/mailbox.ts. Milliseconds. */
const beatEvery = 2000;
/** Decisions at a time, and how many may wait before reading pauses. */
const width = 8;
const mostWaiting = 400;
/** More waiting than that is a pile. */
const fewWaiting = 2 * width;
/** Seconds. A refused access token that is younger was refused for another reason. */
const youngestDropped = 300;
/** Whoever signs in wrongly each minute is locked out by many servers; a few times at once is usual. */
const quickTries = 5;
const refusals = new Set(['login-refused', 'token-ended', 'client-refused']);

/** The activity: watches until its worker shuts down or its workflow ends it. */
export async function watchMailbox(deps: MailDependencies, input: MailboxInput): Promise<Watched> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), beatEvery);
  try {
    return await watch(deps, input, context.cancellationSignal, context.info.attempt);
  } finally {
    clearInterval(beat);
  }
}

/**
 * Reads one mailbox as long as its connection lives: what waits, then what comes (IDLE on its first folder, and a search through all every minute).
 * @returns `again` after a drop, a change of settings or half an hour; `stopped` where the mailbox is switched off or gone.
 * @throws ApplicationFailure `mailbox-unreachable` where nothing could be read at all: Temporal calls again with back-off.
 */
export async function watch(deps: MailDependencies, input: MailboxInput, signal: AbortSignal, attempt = 1): Promise<Watched> {
  const { tenant } = input;
  const settings = (): Promise<MailboxRow | undefined> => settingsOf(deps, input);
  const row = await settings();
  if (!row?.active) return 'stopped';
  const queue = keyedQueue(width);
  const wakes = heldWakes(deps.deliver, () => queue.size > fewWaiting);
  const onLedger = async ({ id, sender }: { id: string; sender: string }): Promise<void> => {
    // What is left undecided at the end stands in the ledger for the next watch.
    queue.add(sender, async () => {
      if (!signal.aborted) await takeIn({ ...deps, deliver: wakes.deliver }, tenant, id);
    });
    await queue.room(mostWaiting);
  };
  let hasRead = false;
  try {
    // What a killed worker left without a verdict comes first.
    const left = await asTenant(deps.db, tenant, (trx) => undecidedOf(trx, row.id));
    for (const { id, head } of left) await onLedger({ id, sender: headerFacts(head).sender });
    const connection = await openImap((await mailServersOf(deps, tenant, row)).imap);
    try {
      return await followMailbox(deps, { connection, tenant, row, signal, onLedger, onRead: () => (hasRead = true), settings });
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    const meaning = mailboxErrorOf(error);
    await asTenant(deps.db, tenant, async (trx) => {
      await recordFailure(trx, row.id, row.language === 'en' ? meaning.en : meaning.de);
      if (row.oauth && meaning.code === 'login-refused') await dropAccessToken(trx, row.id, youngestDropped);
    });
    deps.log.warn({ mailbox: row.id, code: meaning.code }, 'A mailbox cannot be read; its row says why.');
    if (hasRead) return 'again';
    const isRefused = attempt > quickTries && refusals.has(meaning.code);
    throw ApplicationFailure.create({
      type: 'mailbox-unreachable',
      message: `Mailbox ${row.id}: ${meaning.code}.`,
      ...(isRefused && { nextRetryDelay: '5 minutes' }),
    });
  } finally {
    await queue.idle();
    await wakes.release().catch(() => undefined);
  }
}

/** @throws ApplicationFailure `generation-mismatch`, not to be retried: `reconcile --restored` mends it. */
function settingsOf({ db }: MailDependencies, { tenant, mailbox, generation }: MailboxInput): Promise<MailboxRow | undefined> {
  return asTenant(db, tenant, async (trx) => {
    const installation = await trx.selectFrom('installation').select('generation').executeTakeFirstOrThrow();
    if (installation.generation === generation) return mailboxById(trx, mailbox);
    throw ApplicationFailure.nonRetryable(
      `This workflow belongs to generation ${generation}, the database to ${installation.generation}. Run "npm run reconcile -- --restored".`,
      'generation-mismatch',
    );
  });
}
