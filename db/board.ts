import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';
import { loadOf } from './routing-order.ts';
import type { Presence } from './schema.ts';

export type BoardGroup = 'waiting' | 'at-risk' | 'breached' | 'unowned' | 'incident' | 'expert-overdue' | 'promise-due';

export interface BoardRow {
  request: string;
  task: string | null;
  number: string;
  subject: string;
  customer: string;
  class: string;
  topic: string | null;
  priority: number;
  step: string;
  owner: { id: string; name: string } | null;
  waitingSince: Date;
  deadline: Date | null;
  reason: string | null;
}

const openTask = sql`t.state in ('waiting', 'assigned')`;
/** Soon: promises that are due within this hour. */
const soon = sql`now() + interval '1 hour'`;

/** Rows of each group as (request, task, since, due, reason). Every number opens exactly its rows. */
const groups: Record<BoardGroup, RawBuilder<unknown>> = {
  waiting: sql`select t.request, t.id as task, t.created_at as since, t.due_at as due, null as reason from task t where t.state = 'waiting' and (t.deferred_until is null or t.deferred_until <= now())`,
  'at-risk': sql`select t.request, t.id, t.created_at, t.due_at, null from task t where ${openTask} and t.at_risk_at <= now() and (t.due_at is null or t.due_at > now())`,
  breached: sql`select t.request, t.id, t.created_at, t.due_at, null from task t where ${openTask} and t.due_at <= now()`,
  unowned: sql`select t.request, t.id, t.created_at, t.due_at, case when cardinality(t.declined_by) > 0 then 'declined ' || cardinality(t.declined_by) end from task t
    where t.state = 'waiting' and (cardinality(t.declined_by) > 0 or not exists (select 1 from account a where a.active and a.roles && array['agent', 'lead']
      and not exists (select 1 from jsonb_to_recordset(t.skills) as needed(key text, level int)
        where not exists (select 1 from account_skill k where k.account = a.id and k.skill = needed.key and k.level >= coalesce(needed.level, 1)))))`,
  incident: sql`select i.request, null::uuid, i.created_at, null::timestamptz, i.code from incident i where i.closed_at is null`,
  'expert-overdue': sql`select x.request, x.task, x.created_at, x.due_at, x.expert_name from consultation x where x.state in ('open', 'overdue') and x.due_at <= now()`,
  'promise-due': sql`select p.request, null::uuid, p.created_at, p.due_at, p.told_by from promise p where p.state = 'open' and p.due_at <= ${soon}`,
};

export async function boardGroup(trx: Trx, group: BoardGroup): Promise<{ count: number; rows: BoardRow[] }> {
  return rowsOf(trx, groups[group], 50);
}

/** What a number of the board's tables counts: all that is given must hold. Topic `''` is "no topic". */
export interface BoardFilter {
  group?: BoardGroup | undefined;
  topic?: string | undefined;
  agent?: string | undefined;
  state?: 'waiting' | 'assigned' | 'breached' | undefined;
}

/** The requests behind one number of the board, at most 500. */
export async function boardRequests(trx: Trx, { group, topic, agent, state }: BoardFilter): Promise<BoardRow[]> {
  if (group) return (await rowsOf(trx, groups[group], 500)).rows;
  const lines = sql`select t.request, t.id as task, t.created_at as since, t.due_at as due, null as reason from task t where ${openTask}
    and ${topic === undefined ? sql`true` : sql`coalesce(t.topic, '') = ${topic}`} and ${agent === undefined ? sql`true` : sql`t.assignee = ${agent}`}
    and ${state === undefined ? sql`true` : state === 'breached' ? sql`t.due_at <= now()` : sql`t.state = ${state}`}`;
  return (await rowsOf(trx, lines, 500)).rows;
}

async function rowsOf(trx: Trx, lines: RawBuilder<unknown>, limit: number): Promise<{ count: number; rows: BoardRow[] }> {
  const { rows } = await sql<BoardRow & { count: number }>`
    with line(request, task, since, due, reason) as (${lines})
    select r.id as request, coalesce(line.task, t.id) as task, r.number, r.subject, coalesce(c.name, r.requester_name, r.requester_address::text, '') as customer, r.customer_class as class,
      coalesce(t.topic, r.topic) as topic, coalesce(t.priority, r.priority) as priority, coalesce(t.title, '') as step,
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as owner, line.since as "waitingSince", line.due as deadline, line.reason,
      (count(*) over ())::int as count
    from line join request r on r.id = line.request left join lateral (select * from task t where t.id = line.task or (line.task is null and t.request = r.id and ${openTask}) order by t.created_at desc limit 1) t on true
    left join customer c on c.id = r.customer left join account o on o.id = t.assignee
    order by line.due nulls last, line.since, r.id limit ${limit}`.execute(trx);
  return { count: rows[0]?.count ?? 0, rows };
}

export async function boardTopics(trx: Trx) {
  const { rows } = await sql<{
    topic: string | null;
    waiting: number;
    assigned: number;
    breached: number;
    oldestWaitingSince: Date | null;
  }>`
    select t.topic, (count(*) filter (where t.state = 'waiting'))::int as waiting, (count(*) filter (where t.state = 'assigned'))::int as assigned,
      (count(*) filter (where t.due_at <= now()))::int as breached, min(t.created_at) filter (where t.state = 'waiting') as "oldestWaitingSince"
    from task t where ${openTask} group by t.topic order by waiting desc, t.topic`.execute(trx);
  return rows;
}

export async function boardAgents(trx: Trx) {
  const { rows } = await sql<{
    id: string;
    name: string;
    presence: Presence;
    presenceReason: string | null;
    presenceSince: Date | null;
    load: number;
    capacity: number;
    tasks: number;
    oldestSince: Date | null;
    declined: number;
  }>`
    select a.id, a.name, a.presence, a.presence_reason as "presenceReason", a.presence_at as "presenceSince", ${loadOf(sql`a.id`)} as load, a.capacity,
      (select count(*)::int from task t where t.assignee = a.id and t.state = 'assigned') as tasks,
      (select min(t.created_at) from task t where t.assignee = a.id and t.state = 'assigned') as "oldestSince",
      (select count(*)::int from timeline l where l.kind = 'declined' and l.actor ->> 'id' = a.id::text and l.at >= date_trunc('day', now())) as declined
    from account a where a.active and a.roles && array['agent', 'lead'] order by a.presence = 'available' desc, a.name`.execute(trx);
  return rows;
}
