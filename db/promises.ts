import type { Trx } from './client.ts';

/** What an open promise becomes that is not yet due; one that is past is broken whatever happens. */
export async function settlePromises(trx: Trx, request: string, at: Date, met: 'kept' | 'renewed' | 'cancelled'): Promise<void> {
  await trx
    .updateTable('promise')
    .set((eb) => ({
      state: eb
        .case()
        .when('due_at', '>=', at)
        .then(met)
        .else('broken' as const)
        .end(),
      settled_at: at,
    }))
    .where('request', '=', request)
    .where('state', '=', 'open')
    .execute();
}

/** Tells the customer a time: it renews the open promise. */
export async function makePromise(trx: Trx, promise: { request: string; dueAt: Date; toldBy: string; at: Date }): Promise<void> {
  await settlePromises(trx, promise.request, promise.at, 'renewed');
  await trx.insertInto('promise').values({ request: promise.request, due_at: promise.dueAt, told_by: promise.toldBy }).execute();
}
