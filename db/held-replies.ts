import { type Selectable, sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';
import type { Database } from './schema.ts';

export type HeldReply = Selectable<Database['held_reply']>;

export interface NewHeldReply {
  message: string;
  request: string;
  account: string;
  /** That of the event it becomes. */
  payload: Variables;
  key: string;
  notBefore: Date;
  scheduled: boolean;
}

/** Until then nothing has happened but that its message is written; the task that it would complete rests. */
export async function holdReply(trx: Trx, { notBefore, key, payload, ...held }: NewHeldReply): Promise<void> {
  await trx
    .insertInto('held_reply')
    .values({ ...held, payload: json(payload), idempotency_key: key, not_before: notBefore })
    .execute();
  await restTask(trx, payload, notBefore);
}

export async function heldByKey(trx: Trx, key: string): Promise<{ message: string; not_before: Date } | undefined> {
  return trx.selectFrom('held_reply').select(['message', 'not_before']).where('idempotency_key', '=', key).executeTakeFirst();
}

/** Under the request's lock: `advance` sends under the same. */
export function heldReply(trx: Trx, request: string, message: string): Promise<HeldReply | undefined> {
  return trx.selectFrom('held_reply').selectAll().where('request', '=', request).where('message', '=', message).executeTakeFirst();
}

/** @returns whether it was still there. */
export async function moveHeldReply(trx: Trx, { message, payload }: HeldReply, notBefore: Date): Promise<void> {
  await trx
    .updateTable('held_reply')
    .set({ not_before: notBefore, scheduled: true, in_doubt: false })
    .where('message', '=', message)
    .execute();
  await restTask(trx, payload, notBefore);
}

/** Its message goes with it; its files become those of the writer's draft again. */
export async function removeHeldReply(trx: Trx, { message, request, account, payload }: HeldReply): Promise<void> {
  await trx
    .updateTable('attachment')
    .set({ message: null, draft_account: account, draft_request: request })
    .where('message', '=', message)
    .execute();
  await trx.deleteFrom('message').where('id', '=', message).execute();
  await restTask(trx, payload, null);
}

/** When the next one of a request goes out; those in doubt wait for a person. */
export async function nextHeld(trx: Trx, request: string): Promise<Date | null> {
  const row = await trx
    .selectFrom('held_reply')
    .select('not_before')
    .where('request', '=', request)
    .where('in_doubt', '=', false)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst();
  return row?.not_before ?? null;
}

/** Takes those whose time has come, in order. In the conversation they stand where they go out. */
export async function takeDueReplies(trx: Trx, request: string, now: Date): Promise<HeldReply[]> {
  const due = await trx
    .deleteFrom('held_reply')
    .where('request', '=', request)
    .where('in_doubt', '=', false)
    .where('not_before', '<=', now)
    .returningAll()
    .execute();
  for (const { message } of due) await sql`update message set created_at = ${now} where id = ${message}`.execute(trx);
  return due.toSorted((a, b) => a.not_before.getTime() - b.not_before.getTime());
}

async function restTask(trx: Trx, { task }: Variables, until: Date | null): Promise<void> {
  if (typeof task !== 'string') return;
  await trx
    .updateTable('task')
    .set({ deferred_until: until, defer_reason: null })
    .where('id', '=', task)
    .where('state', '=', 'assigned')
    .execute();
}
