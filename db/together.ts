import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { inLine, lineKeys, loadsByChannel, mayBePushed, mayGet } from './routing-order.ts';
import type { Assigned } from './routing.ts';

/**
 * Of a task `given`: something else of its customer waits, and the policy keeps what belongs together. The limit keeps Postgres from reading the whole line for it:
 * hardly anybody has a second request.
 */
export const moreWaits = sql<boolean>`exists (select 1 from routing_policy p cross join lateral same_customer(given.request) q
  cross join lateral (select 1 from task t where t.request = q and t.id <> given.id and ${inLine} limit 1) more where p.together_most > 0)`;

/**
 * What waits of the same customer goes along with a task that somebody was just given: what they may get and have room for, in the order of the line, as many as
 * the policy says. The person is locked; tasks that others hold this moment are left to them. Writes no timeline and no news: the caller does.
 */
export async function drawAlong(trx: Trx, { task, account }: { task: string; account: string }): Promise<Assigned[]> {
  const { rows } = await sql<Assigned>`
    with a as materialized (select person.*, has.* from account person cross join lateral ${loadsByChannel} has where person.id = ${account}),
      found as materialized (select t.id, ${lineKeys} from task g cross join lateral same_customer(g.request) q cross join routing_policy p cross join a
        join task t on t.request = q and ${inLine} and ${mayGet} and ${mayBePushed} where g.id = ${task}
        order by s1, s2, s3, s4, s5, t.id limit (select together_most from routing_policy)),
      free as materialized (select t.id, t.points, t.channel, found.s1, found.s2, found.s3, found.s4, found.s5 from found join task t on t.id = found.id
        where ${inLine} and not ${account}::uuid = any(t.declined_by) for update of t skip locked),
      sums as (select id, channel, sum(points) over line as points, sum(points) over (partition by channel order by s1, s2, s3, s4, s5, id) as channel_points
        from free window line as (order by s1, s2, s3, s4, s5, id)),
      head as (select r.id, r.number from task g join request r on r.id = g.request where g.id = ${task})
    update task set state = 'assigned', assignee = a.id, assigned_at = ${new Date()}, returned_by = null, deferred_until = null, defer_reason = null, together_with = head.id
    from sums cross join a cross join head where task.id = sums.id and a.load + sums.points <= a.capacity
      and coalesce((a.loads ->> sums.channel)::int, 0) + sums.channel_points <= coalesce((a.channel_capacity ->> sums.channel)::int, a.capacity)
    returning task.id as task, task.request, a.id as account, head.number as "with"`.execute(trx);
  return rows;
}
