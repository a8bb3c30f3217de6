import { announce } from './changes.ts';
import { json, type Trx } from './client.ts';
import { notifyOf } from './notifications.ts';
import type { Assigned } from './routing.ts';
import type { Actor } from './schema.ts';
import type { Variables } from '../domain/process/types.ts';

/** Why someone got a task: the line pushed it, they asked for the next, took it, a lead gave it, its owner is away or back, or it came with another of the same customer. */
export type AssignedBy = 'push' | 'next' | 'take' | 'lead' | 'absence' | 'together';

/** Timeline and news of assignments. `from`: who had it and loses it. */
export async function tellAssigned(
  trx: Trx,
  assigned: (Assigned & { from?: string | null })[],
  by: AssignedBy,
  actor: Actor = { type: 'system' },
): Promise<void> {
  for (const { task, request, account, from, with: number } of assigned) {
    const why = number === undefined ? { by } : { by: 'together' satisfies AssignedBy, with: number };
    await tellTask(trx, { task, request, account, kind: 'assigned', data: { account, ...why, ...(from ? { from } : {}) }, actor });
  }
}

/** One line in the request's timeline, one piece of news about a task, and whoever it concerns is told. */
export async function tellTask(
  trx: Trx,
  {
    task,
    request,
    account,
    kind,
    data = {},
    actor,
  }: { task: string; request: string; account?: string | null; kind: string; data?: Variables; actor: Actor },
): Promise<void> {
  await trx
    .insertInto('timeline')
    .values({ request, kind, data: json({ task, ...data }), actor: json(actor) })
    .execute();
  await notifyOf(trx, [{ request, kind, data, actor }]);
  await announce(trx, [{ entity: 'task', id: task, request, ...(account ? { account } : {}) }]);
}
