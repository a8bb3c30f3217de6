import type { ExpressionBuilder } from 'kysely';
import type { Trx } from './client.ts';
import type { Database, PromiseState } from './schema.ts';

/** What an open promise becomes, and why where it is not said by that. One that is past is broken whatever happens. */
export interface Settled {
  met: Exclude<PromiseState, 'open'>;
  at: Date;
  reason?: string;
}

const settled =
  ({ met, at, reason }: Settled) =>
  (eb: ExpressionBuilder<Database, 'promise'>) => ({
    state: eb
      .case()
      .when('due_at', '>=', at)
      .then(met)
      .else('broken' as const)
      .end(),
    settled_at: at,
    reason: reason ?? null,
  });

export async function settlePromise(trx: Trx, request: string, how: Settled): Promise<void> {
  await trx.updateTable('promise').set(settled(how)).where('request', '=', request).where('state', '=', 'open').execute();
}

export interface NewPromise {
  request: string;
  dueAt: Date;
  /** Key of the standard answer that tells it; `agent`, `screen`, `merged`. */
  toldBy: string;
  account?: string | null;
  at: Date;
}

/** Tells the customer a time: it renews the open promise. */
export async function insertPromise(trx: Trx, { request, dueAt, toldBy, account, at }: NewPromise): Promise<void> {
  await trx
    .with('earlier', (cte) =>
      cte
        .updateTable('promise')
        .set(settled({ met: 'renewed', at }))
        .where('request', '=', request)
        .where('state', '=', 'open'),
    )
    .insertInto('promise')
    .values({ request, due_at: dueAt, told_by: toldBy, account: account ?? null, created_at: at })
    .execute();
}
