import { insertPromise, type NewPromise, settlePromise, type Settled } from '../db/promises.ts';
import type { Work } from './work.ts';

/** Tells the customer a time by which he hears again: it takes the place of what he was told before. */
export async function makePromise(work: Work, promise: Pick<NewPromise, 'dueAt' | 'toldBy' | 'account'>): Promise<void> {
  const { request, at } = work;
  await work.soon((trx) => insertPromise(trx, { ...promise, request: request.id, at }));
  work.patch({ promise_due_at: promise.dueAt, heard_at: work.at });
}

/** The open promise is kept, cancelled or broken; without one nothing happens. */
export async function endPromise(work: Work, how: Omit<Settled, 'at'>): Promise<void> {
  if (work.request.promise_due_at === null) return;
  work.patch({ promise_due_at: null });
  const { request, at } = work;
  await work.soon((trx) => settlePromise(trx, request.id, { ...how, at }));
}

/** A person answered, by mail or otherwise: nothing is owed any more. */
export async function keepPromise(work: Work): Promise<void> {
  work.patch({ owed_since: null, heard_at: work.at });
  await endPromise(work, { met: 'kept' });
}
