import { type Insertable, type Selectable, sql } from 'kysely';
import { json, type Trx } from './client.ts';
import type { MailboxRow } from './mailboxes.ts';
import type { Database, OutboxContent, OutboxState } from './schema.ts';

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
    .set((eb) => ({ state: 'handing-over', attempts: eb('attempts', '+', 1), handing_over_at: new Date() }))
    .where('id', '=', id)
    .where('state', '=', 'prepared')
    .returningAll()
    .executeTakeFirst();
}

export interface Settlement {
  state: OutboxState;
  response?: string | null;
  error?: string | null;
  /** Not before this instant again; for `prepared`. */
  notBefore?: Date | null;
  /** Who has yet to get it, where others have it already. */
  recipients?: string[];
}

/**
 * Writes what became of a handing over. A row that was meanwhile called unknown takes a certain outcome, a settled one stays.
 * @returns the state that stands.
 */
export async function settleOutbox(
  trx: Trx,
  id: string,
  { state, response, error, notBefore, recipients }: Settlement,
): Promise<OutboxState> {
  const isSettled = state === 'accepted' || state === 'rejected' || state === 'unknown';
  const row = await trx
    .updateTable('outbox')
    .set({
      state,
      settled_at: isSettled ? new Date() : null,
      not_before: notBefore ?? null,
      ...(response === undefined ? {} : { response }),
      ...(error === undefined ? {} : { error }),
      ...(recipients === undefined ? {} : { recipients }),
    })
    .where('id', '=', id)
    .where('state', 'in', state === 'unknown' ? ['handing-over'] : ['handing-over', 'unknown'])
    .returning('state')
    .executeTakeFirst();
  if (row) return row.state;
  return (await trx.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
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

/** Step of the job that hands a prepared mail over; its payload is `{ outbox }`. */
export const handOverStep = 'hand-over-mail';
