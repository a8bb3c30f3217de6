import type { Variables } from '../domain/process/types.ts';
import type { EventAnswer, RequestEventKind } from '../workflows/contracts.ts';
import { json, type Trx } from './client.ts';
import type { Actor } from './schema.ts';

export interface NewEvent {
  request: string;
  kind: RequestEventKind;
  payload?: Variables;
  actor: Actor;
  /** The same key again is the same event: the first one stands. */
  key: string;
  occurredAt?: Date;
}

/**
 * Commits nothing itself: part of the caller's transaction. After the commit, deliver the returned id.
 * @returns the event's id and whether it is new; a repeated key returns the first event's id.
 */
export async function recordEvent(trx: Trx, event: NewEvent): Promise<{ id: string; isNew: boolean }> {
  const inserted = await trx
    .insertInto('request_event')
    .values({
      request: event.request,
      kind: event.kind,
      payload: json(event.payload ?? {}),
      actor: json(event.actor),
      idempotency_key: event.key,
      ...(event.occurredAt ? { occurred_at: event.occurredAt } : {}),
    })
    .onConflict((conflict) => conflict.columns(['request', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return { id: inserted.id, isNew: true };
  const first = await trx
    .selectFrom('request_event')
    .select('id')
    .where('request', '=', event.request)
    .where('idempotency_key', '=', event.key)
    .executeTakeFirstOrThrow();
  return { id: first.id, isNew: false };
}

/** What was decided about an event; null while nobody has consumed it. */
export async function answerOf(trx: Trx, event: string): Promise<EventAnswer | null> {
  const row = await trx.selectFrom('request_event').select(['revision', 'answer']).where('id', '=', event).executeTakeFirst();
  if (!row || row.revision === null) return null;
  return (row.answer as EventAnswer | null) ?? { accepted: true };
}
