import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';
import type { Actor } from './schema.ts';

/** What a request waits for and others can reach: a message by name and key, or a signal by name. */
export interface Subscription {
  activation: string;
  type: 'message' | 'signal';
  name: string;
  /** Of a message; '' for a signal. */
  key: string;
}

/** An event that was recorded for a request and is to be delivered after the commit. */
export interface Recorded {
  request: string;
  event: string;
  /** The request is new: a process began it. */
  begun?: true;
}

/**
 * Whoever publishes under these words, and whoever begins to wait under them, come one after the other until they commit: else both could look before the
 * other's row is there, and the message would lie in the buffer beside its receiver. In one order, so that two that need several do not block each other.
 */
export async function takeTurns(trx: Trx, words: string[][]): Promise<void> {
  const turns = [...new Set(words.map((one) => JSON.stringify(one)))].toSorted();
  for (const turn of turns) {
    await sql`select pg_advisory_xact_lock(hashtextextended(current_tenant()::text || ${turn}, 0))`.execute(trx);
  }
}

export async function replaceSubscriptions(
  trx: Trx,
  request: string,
  { closed, opened }: { closed: Subscription[]; opened: Subscription[] },
): Promise<void> {
  if (closed.length > 0) {
    await trx
      .deleteFrom('subscription')
      .where('request', '=', request)
      .where(
        'activation',
        'in',
        closed.map(({ activation }) => activation),
      )
      .execute();
  }
  if (opened.length > 0) {
    await trx
      .insertInto('subscription')
      .values(opened.map((one) => ({ ...one, request })))
      .execute();
  }
}

/** Records an event for every request that waits for this, but one. */
export async function recordForSubscribers(
  trx: Trx,
  to: Omit<Subscription, 'activation'>,
  event: { kind: string; payload: Variables; actor: Actor; key: string; at: Date; except: string | null },
): Promise<Recorded[]> {
  const { rows } = await sql<Recorded>`insert into request_event (request, kind, payload, actor, idempotency_key, occurred_at)
    select distinct s.request, ${event.kind}, ${json(event.payload)}::jsonb, ${json(event.actor)}::jsonb, ${event.key}, ${event.at}::timestamptz from subscription s
    where s.type = ${to.type} and s.name = ${to.name} and s.key = ${to.key} and s.request is distinct from ${event.except}::uuid
    on conflict (request, idempotency_key) do nothing returning request, id as event`.execute(trx);
  return rows;
}
