import { type Insertable, type Selectable, sql } from 'kysely';
import type { DelayReason } from '../domain/mail/next-try.ts';
import { json, type Trx } from './client.ts';
import type { MailboxRow } from './mailboxes.ts';
import type { Database, OutboxContent, OutboxState, RefusedRecipient } from './schema.ts';

export type OutboxRow = Selectable<Database['outbox']>;

/** Why a mail goes out; decides what an answer to it means and whether a machine may send it. */
export type OutboxPurpose = 'answer' | 'automatic' | 'consultation' | 'notification';

export type NewOutbox = Omit<Insertable<Database['outbox']>, 'content' | 'purpose'> & {
  id: string;
  content: OutboxContent;
  purpose: OutboxPurpose;
};

/** @returns false where the idempotency key is known: the first row stands. */
export async function insertOutbox(trx: Trx, row: NewOutbox): Promise<boolean> {
  const inserted = await trx
    .insertInto('outbox')
    .values({ ...row, content: json(row.content) })
    .onConflict((conflict) => conflict.columns(['tenant', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** An outbox row by its id, or as the one that a job hands over (other jobs have none). */
export type WhichOutbox = { id: string } | { job: string };

const idOf = (which: WhichOutbox) =>
  'id' in which ? sql<string>`${which.id}::uuid` : sql<string>`(select (payload ->> 'outbox')::uuid from job where id = ${which.job})`;

/** With the mailbox it goes out through, which is gone where somebody deleted it. */
export async function outboxWithMailbox(trx: Trx, which: WhichOutbox): Promise<{ row: OutboxRow; mailbox: MailboxRow | undefined } | null> {
  const [row, mailbox] = await Promise.all([
    trx.selectFrom('outbox').selectAll().where('id', '=', idOf(which)).executeTakeFirst(),
    trx
      .selectFrom('mailbox')
      .selectAll()
      .where('id', '=', (eb) => eb.selectFrom('outbox').select('mailbox').where('id', '=', idOf(which)))
      .executeTakeFirst(),
  ]);
  return row ? { row, mailbox } : null;
}

export function outboxByKey(trx: Trx, key: string): Promise<{ id: string; message: string | null } | undefined> {
  return trx.selectFrom('outbox').select(['id', 'message']).where('idempotency_key', '=', key).executeTakeFirst();
}

/** prepared → handing-over, by compare and set. @returns undefined where the row is in another state. */
export function claimOutbox(trx: Trx, id: string): Promise<OutboxRow | undefined> {
  return trx
    .updateTable('outbox')
    .set((eb) => ({
      state: 'handing-over',
      attempts: eb('attempts', '+', 1),
      handing_over_at: new Date(),
      not_before: null,
      delay: null,
      slot_at: null,
    }))
    .where('id', '=', id)
    .where('state', '=', 'prepared')
    .returningAll()
    .executeTakeFirst();
}

export interface Settlement {
  state: OutboxState;
  response?: string | null;
  error?: string | null;
  /** When and why again; for `prepared`, after a try that failed. */
  later?: Later;
  /** Who has yet to get it, where others have it already. */
  recipients?: string[];
  /** Whom the server does not take, for good; those of earlier tries included. */
  refused?: RefusedRecipient[];
}

export interface Later {
  notBefore: Date;
  delay: DelayReason;
}

/** A prepared mail waits: nothing of it went out. `error`: a try failed with it; without one its turn had not come. */
export async function putOff(trx: Trx, id: string, { notBefore, delay }: Later, error?: string): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ not_before: notBefore, delay, ...(error === undefined ? {} : { ...oneMoreTry, error }) })
    .where('id', '=', id)
    .where('state', '=', 'prepared')
    .execute();
}

/** prepared → rejected: no server could be asked for as long as we try. */
export async function giveUpOutbox(trx: Trx, id: string, error: string): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'rejected', settled_at: new Date(), not_before: null, delay: null, error })
    .where('id', '=', id)
    .where('state', '=', 'prepared')
    .execute();
}

const oneMoreTry = { tries: sql<number>`tries + 1`, first_try_at: sql<Date>`coalesce(first_try_at, now())` };

/** What is said of a row when its handing over is over, for now or for good. */
export type Standing = Pick<OutboxRow, (typeof standing)[number]>;
const standing = ['state', 'response', 'error', 'not_before', 'refused'] as const;

export function outboxStanding(trx: Trx, id: string): Promise<Standing> {
  return trx.selectFrom('outbox').select(standing).where('id', '=', id).executeTakeFirstOrThrow();
}

/**
 * Writes what became of a handing over. A row that was meanwhile called unknown takes a certain outcome, a settled one stays.
 * @returns what stands.
 */
export async function settleOutbox(
  trx: Trx,
  id: string,
  { state, response, error, later, recipients, refused }: Settlement,
): Promise<Standing> {
  const isSettled = state === 'accepted' || state === 'rejected' || state === 'unknown';
  const row = await trx
    .updateTable('outbox')
    .set({
      state,
      settled_at: isSettled ? new Date() : null,
      ...(later ? { not_before: later.notBefore, delay: later.delay, ...oneMoreTry } : {}),
      ...(refused ? { refused: json(refused) } : {}),
      ...(response === undefined ? {} : { response }),
      ...(error === undefined ? {} : { error }),
      ...(recipients === undefined ? {} : { recipients }),
    })
    .where('id', '=', id)
    .where('state', 'in', state === 'unknown' ? ['handing-over'] : ['handing-over', 'unknown'])
    .returning(standing)
    .executeTakeFirst();
  return row ?? outboxStanding(trx, id);
}

/**
 * Rows that are being handed over although the job that did it has lost its lease or is over: nobody knows whether they went out.
 * @param limit at most so many.
 */
export async function abandonedHandovers(trx: Trx, limit = 500): Promise<string[]> {
  const rows = await trx
    .selectFrom('outbox')
    .select('outbox.id')
    .where('outbox.state', '=', 'handing-over')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('job')
            .select('job.id')
            .whereRef('job.request', '=', 'outbox.request')
            .where('job.step', '=', handOverStep)
            .where(sql<boolean>`job.payload ->> 'outbox' = outbox.id::text`)
            .where('job.state', '=', 'claimed')
            .where('job.lease_until', '>', new Date()),
        ),
      ),
    )
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/**
 * A delayed mail goes out now instead: its job, which sleeps until then, makes way for a new one.
 * @returns the requests that are to be told of it.
 */
export async function tryDelayedNow(trx: Trx, which: { outbox: string } | { waitingFor: number }): Promise<{ request: string }[]> {
  const chosen = 'outbox' in which ? sql`o.id = ${which.outbox}` : sql`o.not_before > now() + make_interval(secs => ${which.waitingFor})`;
  const { rows } = await sql<{ request: string }>`
    with late as (
        select o.id, j.id as job from outbox o join job j on j.request = o.request and j.payload ->> 'outbox' = o.id::text
        where o.state = 'prepared' and j.state = 'ready' and j.step = ${handOverStep} and o.delay is distinct from 'rate' and ${chosen} for update of j skip locked),
      freed as (update outbox set not_before = null, delay = null where id in (select id from late)),
      ended as (update job set state = 'cancelled', finished_at = now() where id in (select job from late) returning request, payload)
    insert into job (request, step, payload) select request, ${handOverStep}, payload from ended returning request`.execute(trx);
  return rows;
}

/** prepared → cancelled, where it waits for another try; its job finds nothing to do. @returns false where it is too late. */
export async function cancelDelayed(trx: Trx, id: string): Promise<boolean> {
  const row = await trx
    .updateTable('outbox')
    .set({ state: 'cancelled', settled_at: new Date(), not_before: null, delay: null })
    .where('id', '=', id)
    .where('state', '=', 'prepared')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Step of the job that hands a prepared mail over; its payload is `{ outbox }`. */
export const handOverStep = 'hand-over-mail';
