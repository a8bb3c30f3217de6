import { sql } from 'kysely';
import type { State, Variables } from '../domain/process/types.ts';
import { json, type Db, type Trx } from './client.ts';
import { recordEvent } from './request-events.ts';
import type { BatchKind } from './schema.ts';

export interface NewBatch {
  /** The same id again is the same batch: the first one stands. */
  id: string;
  /** The kind of event that each request gets. */
  kind: BatchKind;
  /** What all its events say; `reason` is added. */
  payload: Variables;
  reason: string;
  by: string;
  items: { request: string; payload?: Variables }[];
}

/** Start its workflow after the commit (the sweeper does, too). */
export async function createBatch(trx: Trx, { id, kind, payload, reason, by, items }: NewBatch): Promise<{ id: string; isNew: boolean }> {
  const made = await trx
    .insertInto('batch')
    .values({ id, kind, payload: json(payload), reason, created_by: by })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return { id, isNew: false };
  const rows = json(items.map(({ request, payload }) => ({ request, payload: payload ?? {} })));
  await sql`insert into batch_item (batch, request, payload)
    select ${id}, n.request, n.payload from jsonb_to_recordset(${rows}::jsonb) as n(request uuid, payload jsonb)`.execute(trx);
  return { id, isNew: true };
}

export interface BatchItem {
  id: string;
  request: string;
  event: string | null;
}

/** The next items that are not settled, in order. */
export async function openItems(trx: Trx, batch: string, limit: number): Promise<BatchItem[]> {
  return trx
    .selectFrom('batch_item')
    .select(['id', 'request', 'event'])
    .where('batch', '=', batch)
    .where('state', 'in', ['waiting', 'sent'])
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Records the item's event. @returns null where the batch was stopped, or somebody else has taken the item. */
export async function sendItem(trx: Trx, item: string): Promise<string | null> {
  const taken = await trx
    .selectFrom('batch_item')
    .innerJoin('batch', 'batch.id', 'batch_item.batch')
    .select(['batch_item.request', 'batch.kind', 'batch.payload', 'batch.reason', 'batch.created_by', 'batch_item.payload as own'])
    .where('batch_item.id', '=', item)
    .where('batch_item.state', '=', 'waiting')
    .where('batch.state', '=', 'running')
    .forUpdate('batch_item')
    .executeTakeFirst();
  if (!taken) return null;
  const { id } = await recordEvent(trx, {
    request: taken.request,
    kind: taken.kind,
    payload: { ...taken.payload, ...taken.own, reason: taken.reason },
    actor: { type: 'account', id: taken.created_by },
    key: `batch:${item}`,
  });
  await trx.updateTable('batch_item').set({ state: 'sent', event: id }).where('id', '=', item).execute();
  return id;
}

/** Keeps the answers that have come to what was sent. @returns how many are still to come */
export async function settleAnswered(trx: Trx, batch: string): Promise<number> {
  await sql`update batch_item i set state = case when coalesce((e.answer ->> 'accepted')::boolean, true) then 'done' else 'refused' end,
      answer = coalesce(e.answer, '{"accepted": true}'), settled_at = now()
    from request_event e where i.batch = ${batch} and i.state = 'sent' and e.id = i.event and e.revision is not null`.execute(trx);
  const { late } = await trx
    .selectFrom('batch_item')
    .select(sql<number>`count(*)::int`.as('late'))
    .where('batch', '=', batch)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return late;
}

/** What has begun is settled all the same. @returns whether it was running. */
export async function stopBatch(trx: Trx, batch: string): Promise<boolean> {
  const stopped = await trx
    .updateTable('batch')
    .set({ state: 'stopped', finished_at: new Date() })
    .where('id', '=', batch)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  if (!stopped) return false;
  await trx.updateTable('batch_item').set({ state: 'left' }).where('batch', '=', batch).where('state', '=', 'waiting').execute();
  return true;
}

export async function finishBatch(trx: Trx, batch: string): Promise<void> {
  await trx
    .updateTable('batch')
    .set({ state: 'done', finished_at: new Date() })
    .where('id', '=', batch)
    .where('state', '=', 'running')
    .execute();
}

/** Kept with the item whose event migrates the request. */
export async function keepFormerState(trx: Trx, event: string, state: State): Promise<void> {
  await trx
    .updateTable('batch_item')
    .set({ former: json(state) })
    .where('event', '=', event)
    .execute();
}

export async function formerState(trx: Trx, event: string): Promise<State | null> {
  const item = await trx.selectFrom('batch_item').select('former').where('event', '=', event).executeTakeFirst();
  return item?.former ?? null;
}

/** Across all tenants: batches whose workflow should be running. */
export async function runningBatches(db: Db): Promise<{ tenant: string; id: string }[]> {
  return (await sql<{ tenant: string; id: string }>`select * from running_batches()`.execute(db)).rows;
}

/** The migration of this event was taken back. */
export async function markUndone(trx: Trx, event: string): Promise<void> {
  await sql`update batch_item set answer = coalesce(answer, '{}') || '{"undone": true}' where event = ${event}`.execute(trx);
}
