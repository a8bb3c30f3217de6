import type { Trx } from './client.ts';

/** A person answered at `at`: what is not yet due is kept, what is past is broken. */
export async function settlePromises(trx: Trx, request: string, at: Date): Promise<void> {
  await trx
    .updateTable('promise')
    .set((eb) => ({
      state: eb
        .case()
        .when('due_at', '>=', at)
        .then('kept' as const)
        .else('broken' as const)
        .end(),
      settled_at: at,
    }))
    .where('request', '=', request)
    .where('state', '=', 'open')
    .execute();
}

/** Tells the customer a time: the open promise of that kind is renewed by it (or broken, where it was past). */
export async function makePromise(trx: Trx, promise: { request: string; dueAt: Date; toldBy: string; at: Date }): Promise<void> {
  await trx
    .updateTable('promise')
    .set((eb) => ({
      state: eb
        .case()
        .when('due_at', '>=', promise.at)
        .then('renewed' as const)
        .else('broken' as const)
        .end(),
      settled_at: promise.at,
    }))
    .where('request', '=', promise.request)
    .where('state', '=', 'open')
    .execute();
  await trx.insertInto('promise').values({ request: promise.request, due_at: promise.dueAt, told_by: promise.toldBy }).execute();
}
