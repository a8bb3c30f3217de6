import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { recordEvent } from './request-events.ts';

/** What a person had set of each request whose clocks run; null: nothing, so its service level says it. */
export async function prioritiesSet(trx: Trx, requests: string[]): Promise<Record<string, number | null>> {
  const rows = await trx
    .selectFrom('request')
    .select(['id', sql<number | null>`(clocks ->> 'priority')::int`.as('priority')])
    .where('id', 'in', requests)
    .where('status', 'in', ['open', 'waiting'])
    .where('clocks', 'is not', null)
    .execute();
  return Object.fromEntries(rows.map(({ id, priority }) => [id, priority]));
}

/** Records for each request that a person sets its priority (null: as its service level says). Its deadlines follow by the event; who calls has told of it. @param deed an id */
export async function setPriorities(
  trx: Trx,
  { priorities, by, deed }: { priorities: Record<string, number | null>; by: string; deed: string },
): Promise<{ request: string; event: string }[]> {
  const events = [];
  for (const [request, priority] of Object.entries(priorities)) {
    const { id } = await recordEvent(trx, {
      request,
      kind: 'priority-set',
      payload: { priority, isTold: true },
      actor: { type: 'account', id: by },
      key: `priority:${deed}`,
    });
    events.push({ request, event: id });
  }
  return events;
}
