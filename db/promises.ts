import type { ExpressionBuilder } from 'kysely';
import type { Trx } from './client.ts';
import type { Database } from './schema.ts';

const settled = (at: Date, met: 'kept' | 'renewed' | 'cancelled') => (eb: ExpressionBuilder<Database, 'promise'>) => ({
  state: eb
    .case()
    .when('due_at', '>=', at)
    .then(met)
    .else('broken' as const)
    .end(),
  settled_at: at,
});

/** What an open promise becomes that is not yet due; one that is past is broken whatever happens. */
export async function settlePromises(trx: Trx, request: string, at: Date, met: 'kept' | 'renewed' | 'cancelled'): Promise<void> {
  await trx.updateTable('promise').set(settled(at, met)).where('request', '=', request).where('state', '=', 'open').execute();
}

/** Tells the customer a time: it renews the open promise. */
export async function makePromise(trx: Trx, promise: { request: string; dueAt: Date; toldBy: string; at: Date }): Promise<void> {
  const { request, dueAt, toldBy, at } = promise;
  await trx
    .with('earlier', (cte) =>
      cte.updateTable('promise').set(settled(at, 'renewed')).where('request', '=', request).where('state', '=', 'open'),
    )
    .insertInto('promise')
    .values({ request, due_at: dueAt, told_by: toldBy })
    .execute();
}
