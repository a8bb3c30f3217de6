import { type RawBuilder, sql } from 'kysely';
import type { Lacking } from '../domain/routing/lacking.ts';
import type { Trx } from './client.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { idleCause, idleRequests } from './idle.ts';
import { loadOf } from './routing-order.ts';
import type { Presence } from './schema.ts';

export const boardGroups = [
  'waiting',
  'at-risk',
  'breached',
  'unowned',
  'stranded',
  'incident',
  'expert-overdue',
  'promise-due',
  'idle',
] as const;
export type BoardGroup = (typeof boardGroups)[number];

export interface BoardRow {
  key: string;
  request: string;
  task: string | null;
  number: string;
  subject: string;
  customer: string;
  class: string;
  topic: string | null;
  priority: number;
  raised: boolean;
  step: string;
  owner: { id: string; name: string } | null;
  waitingSince: Date;
  deadline: Date | null;
  reason: string | null;
  /** Nobody who is there may take it. */
  lacking: Lacking | null;
}

/** As two parts, so that each is read from its own partial index however many tasks are done. */
const openTask = sql`(select * from task where state = 'waiting' union all select * from task where state = 'assigned')`;
/** Soon: promises that are due within this hour. */
const soon = sql`now() + interval '1 hour'`;
const startOfDay = sql`date_trunc('day', now())`;

/** Needs that no agent meets: asked once for each set of needs, not once a task. */
const needsOfNobody = sql`(select wanted.needs from (select distinct needs from task where state = 'waiting') wanted
  where not exists (select 1 from account a where a.active and a.roles && array['agent', 'lead'] and wanted.needs <@ a.abilities))`;

/** Rows of each group as (key, request, task, since, due, reason). Every number opens exactly its rows. */
const groups: Record<BoardGroup, RawBuilder<unknown>> = {
  waiting: sql`select t.id as key, t.request, t.id as task, t.created_at as since, t.due_at as due, null as reason from task t
    where t.state = 'waiting' and (t.deferred_until is null or t.deferred_until <= now())`,
  'at-risk': sql`select t.id, t.request, t.id, t.created_at, t.due_at, null from ${openTask} t where t.at_risk_at <= now() and (t.due_at is null or t.due_at > now())`,
  breached: sql`select t.id, t.request, t.id, t.created_at, t.due_at, null from ${openTask} t where t.due_at <= now()`,
  unowned: sql`select t.id, t.request, t.id, t.created_at, t.due_at, case when cardinality(t.declined_by) > 0 then cardinality(t.declined_by)::text end from task t
    where t.state = 'waiting' and (cardinality(t.declined_by) > 0 or t.needs in ${needsOfNobody})`,
  stranded: sql`select t.id, t.request, t.id, t.created_at, t.due_at, null from routing_alarm g join task t on t.id = g.task and t.state = 'waiting'`,
  incident: sql`select i.id, i.request, null::uuid, i.created_at, null::timestamptz, i.code from incident i where i.closed_at is null`,
  'expert-overdue': sql`select x.id, x.request, x.task, x.created_at, x.due_at, x.expert_name from consultation x where x.state in ('open', 'overdue') and x.due_at <= now()`,
  'promise-due': sql`select p.id, p.request, null::uuid, p.created_at, p.due_at, p.told_by from promise p where p.state = 'open' and p.due_at <= ${soon}
    union all select r.id, r.id, null, r.noticed_at, coalesce(r.promise_due_at, r.noticed_at), 'notice-withheld' from request r
    where r.noticed_at > r.heard_at and r.status in ('open', 'waiting') and (r.promise_due_at is null or r.promise_due_at > ${soon})`,
  idle: sql`select r.id, r.id, null::uuid, r.updated_at, null::timestamptz, ${idleCause} from ${idleRequests} r`,
};

/** All groups in one statement. */
export async function boardCounts(trx: Trx): Promise<Record<BoardGroup, number>> {
  const counts = boardGroups.map((group) => sql`(select count(*)::int from (${groups[group]}) g) as ${sql.ref(group)}`);
  const { rows } = await sql<Record<BoardGroup, number>>`select ${sql.join(counts)}`.execute(trx);
  return rows[0]!;
}

/** What a number of the board's tables counts: all that is given must hold. Topic `''` is "no topic"; `declined`: passed on by that agent today. */
export interface BoardFilter {
  group?: BoardGroup | undefined;
  topic?: string | undefined;
  agent?: string | undefined;
  state?: 'waiting' | 'assigned' | 'breached' | 'declined' | undefined;
}

/** One page of the requests behind one number of the board, the most urgent first, and how many there are in all. */
export async function boardRequests(
  trx: Trx,
  filter: BoardFilter,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ count: number; items: BoardRow[]; nextCursor: string | null }> {
  const at = decodeCursor(after, 3);
  const isAfter = at ? sql`(urgency, since, key) > (${at[0]}::timestamptz, ${at[1]}::timestamptz, ${at[2]}::uuid)` : sql`true`;
  const { rows } = await sql<BoardRow & { count: number; cursor: string }>`
    with line(key, request, task, since, due, reason) as (${linesOf(filter)}),
      place as (select *, coalesce(due, 'infinity'::timestamptz) as urgency from line),
      page as (select *, (select count(*)::int from line) as count from place where ${isAfter} order by urgency, since, key limit ${limit + 1})
    select p.key, r.id as request, t.id as task, r.number, r.subject, coalesce(c.name, r.requester_name, r.requester_address::text, '') as customer, r.customer_class as class,
      coalesce(t.topic, r.topic) as topic, coalesce(t.priority, r.priority) as priority, t.raised_at is not null as raised, coalesce(t.title, '') as step,
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as owner, p.since as "waitingSince", p.due as deadline, p.reason, g.lacking,
      p.count, json_build_array(p.urgency, p.since, p.key)::text as cursor
    from page p join request r on r.id = p.request
      left join task t on t.id = coalesce(p.task, (select x.id from task x where x.request = p.request and x.state in ('waiting', 'assigned') order by x.created_at desc limit 1))
      left join customer c on c.id = r.customer left join account o on o.id = t.assignee left join routing_alarm g on g.task = t.id and t.state = 'waiting'
    order by p.urgency, p.since, p.key`.execute(trx);
  const items = rows.slice(0, limit);
  return { count: rows[0]?.count ?? 0, items, nextCursor: rows.length > limit ? encodeCursor(items.at(-1)!.cursor) : null };
}

function linesOf({ group, topic, agent, state }: BoardFilter): RawBuilder<unknown> {
  if (group) return groups[group];
  if (state === 'declined')
    return sql`select l.id, l.request, (l.data ->> 'task')::uuid, l.at, null::timestamptz, l.data ->> 'reason' from timeline l
      where l.kind = 'declined' and l.at >= ${startOfDay} and ${agent === undefined ? sql`true` : sql`l.actor ->> 'id' = ${agent}`}`;
  return sql`select t.id as key, t.request, t.id as task, t.created_at as since, t.due_at as due, null as reason from ${openTask} t
    where ${topic === undefined ? sql`true` : sql`coalesce(t.topic, '') = ${topic}`} and ${agent === undefined ? sql`true` : sql`t.assignee = ${agent}`}
      and ${state === undefined ? sql`true` : state === 'breached' ? sql`t.due_at <= now()` : sql`t.state = ${state}`}`;
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
    from ${openTask} t group by t.topic order by waiting desc, t.topic`.execute(trx);
  return rows;
}

/** Whoever takes tasks, those who are there first. */
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
    with in_hand as (select assignee, count(*)::int as tasks, min(created_at) as oldest from task where state = 'assigned' group by assignee),
      passed as (select actor ->> 'id' as account, count(*)::int as declined from timeline where kind = 'declined' and at >= ${startOfDay} group by 1)
    select a.id, a.name, a.presence, a.presence_reason as "presenceReason", a.presence_at as "presenceSince", ${loadOf(sql`a.id`)} as load, a.capacity,
      coalesce(h.tasks, 0) as tasks, h.oldest as "oldestSince", coalesce(p.declined, 0) as declined
    from account a left join in_hand h on h.assignee = a.id left join passed p on p.account = a.id::text
    where a.active and a.roles && array['agent', 'lead'] order by a.presence = 'available' desc, a.presence = 'offline', a.name`.execute(
    trx,
  );
  return rows;
}
