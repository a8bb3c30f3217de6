import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { hasSkills, inLine, mayGet, lineKeys, worksOn } from './routing-order.ts';

export type TaskView = 'next' | 'mine' | 'team' | 'waiting' | 'delivery-errors';
export interface TaskListQuery {
  view: TaskView;
  account: string;
  topic?: string | undefined;
  /** Opaque, from the row before. */
  after?: string | undefined;
  limit: number;
}

export interface TaskListRow {
  key: string;
  task: string | null;
  request: string;
  number: string;
  subject: string;
  customer: { id: string | null; name: string };
  step: string;
  state: 'waiting' | 'assigned' | 'none';
  waitingSince: Date;
  deadline: Date | null;
  atRiskAt: Date | null;
  owner: { id: string; name: string } | null;
  channel: string;
  language: string | null;
  unread: boolean;
  draft: boolean;
  class: string;
  priority: number;
  points: number;
  topic: string | null;
  deferredUntil: Date | null;
  deferReason: string | null;
  untilReply: boolean;
  resubmittedAt: Date | null;
  incident: boolean;
  experts: { asked: number; answered: number };
  deliveryError: { state: 'rejected' | 'unknown'; recipient: string; response: string | null; at: string } | null;
  /** Its place, for the page after it; not for readers. */
  cursor: string;
}

/** One page of a view, in its order; reads one row more to know whether there is a next page. */
export async function listTasks(trx: Trx, query: TaskListQuery): Promise<{ items: TaskListRow[]; nextCursor: string | null }> {
  const { rows } = await sql<TaskListRow>`
    with line as (
      select * from (${source(query)}) s
      where ${comesAfter(query.after)}
      order by s.s1, s.s2, s.s3, s.s4, s.s5, s.key limit ${query.limit + 1})
    ${columns(query.account)}`.execute(trx);
  const items = rows.slice(0, query.limit);
  return { items, nextCursor: rows.length > query.limit ? encodeCursor(items.at(-1)!.cursor) : null };
}

/** The row of one task, as the lists show it. */
export async function taskRow(trx: Trx, { task, account }: { task: string; account: string }): Promise<TaskListRow | null> {
  const { rows } = await sql<TaskListRow>`
    with line as (select t.id as key, t.id as task, t.request, null::uuid as outbox, 0 as s1, 0 as s2, now() as s3, 0 as s4, now() as s5 from task t where t.id = ${task})
    ${columns(account)}`.execute(trx);
  return rows[0] ?? null;
}

export async function countTasks(trx: Trx, account: string): Promise<Record<TaskView, number>> {
  const count = (view: TaskView) => sql`(select count(*)::int from (${source({ view, account })}) s)`;
  const { rows } = await sql<Record<TaskView, number>>`select ${count('next')} as next, ${count('mine')} as mine, ${count('team')} as team,
    ${count('waiting')} as waiting, ${count('delivery-errors')} as "delivery-errors"`.execute(trx);
  return rows[0]!;
}

/** Rows of a view: key, task, request, outbox and what they are sorted by. */
function source({ view, account, topic }: Pick<TaskListQuery, 'view' | 'account' | 'topic'>): RawBuilder<unknown> {
  const onlyTopic = (column: RawBuilder<unknown>) => (topic === undefined ? sql`true` : sql`${column} = ${topic}`);
  const taskLine = sql`select t.id as key, t.id as task, t.request, null::uuid as outbox, ${lineKeys}
    from task t cross join routing_policy p join account a on a.id = ${account}
    where ${onlyTopic(sql`t.topic`)}`;
  const isPutOff = sql`(t.deferred_until is not null and t.deferred_until > now())`;
  const views: Record<TaskView, RawBuilder<unknown>> = {
    next: sql`${taskLine} and ${inLine} and ${mayGet}`,
    // What comes back lies on top of its owner's list.
    mine: sql`select l.key, l.task, l.request, l.outbox, case when b.resubmitted_at is null then l.s1 else 0 end as s1, l.s2, l.s3, l.s4, l.s5
        from (${taskLine} and t.state = 'assigned' and t.assignee = a.id and not ${isPutOff}) l join task b on b.id = l.task`,
    team: sql`${taskLine} and t.state in ('waiting', 'assigned') and not ${isPutOff} and ${worksOn(sql`t.topic`)}`,
    waiting: sql`${taskLine} and t.state in ('waiting', 'assigned') and ${isPutOff} and (t.assignee = a.id or t.assignee is null and ${hasSkills})
        union all select r.id, null, r.id, null, 2, 0, coalesce(r.resolution_due_at, 'infinity'), 0, r.created_at from request r join account a on a.id = ${account}
        where r.status = 'waiting' and ${onlyTopic(sql`r.topic`)} and ${worksOn(sql`r.topic`)}`,
    'delivery-errors': sql`select o.id as key, (select t.id from task t where t.request = r.id and t.state in ('waiting', 'assigned') limit 1) as task, r.id as request, o.id as outbox, 1 as s1, 0 as s2,
        coalesce(o.settled_at, o.created_at) as s3, 0 as s4, r.created_at as s5 from outbox o join request r on r.id = o.request join account a on a.id = ${account}
        where o.state in ('rejected', 'unknown') and r.status <> 'archived' and ${onlyTopic(sql`r.topic`)} and ${worksOn(sql`r.topic`)}`,
  };
  return views[view];
}

/** All that a row shows, for the rows of `line`. */
function columns(account: string): RawBuilder<TaskListRow> {
  return sql`
    select line.key, line.task, r.id as request, r.number, r.subject,
      json_build_object('id', r.customer, 'name', coalesce(c.name, r.requester_name, r.requester_address::text, '')) as customer,
      coalesce(t.title, ${stepOfRequest}, '') as step, coalesce(t.state, 'none') as state,
      coalesce(${unansweredSince}, t.created_at, r.updated_at) as "waitingSince",
      case when t.id is null then r.resolution_due_at else t.due_at end as deadline, coalesce(t.at_risk_at, r.at_risk_at) as "atRiskAt",
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as owner,
      r.channel, coalesce(t.language, r.language) as language, coalesce(t.unread, false) as unread,
      exists (select 1 from draft d where d.request = r.id and d.account = ${account}) as draft,
      r.customer_class as class, coalesce(t.priority, r.priority) as priority, coalesce(t.points, 0) as points, coalesce(t.topic, r.topic) as topic,
      t.deferred_until as "deferredUntil", t.defer_reason as "deferReason", coalesce(t.until_reply, false) as "untilReply", t.resubmitted_at as "resubmittedAt",
      exists (select 1 from incident i where i.request = r.id and i.closed_at is null) as incident,
      (select json_build_object('asked', count(*), 'answered', count(*) filter (where x.state in ('answered', 'declined'))) from consultation x
        where x.request = r.id and x.state <> 'revoked') as experts,
      (select json_build_object('state', e.state, 'recipient', coalesce(e.recipients[1], ''), 'response', coalesce(e.response, e.error), 'at', coalesce(e.settled_at, e.created_at))
        from outbox e where e.request = r.id and e.state in ('rejected', 'unknown') and (line.outbox is null or e.id = line.outbox) order by e.seq desc limit 1) as "deliveryError",
      json_build_array(line.s1, line.s2, line.s3, line.s4, line.s5, line.key)::text as cursor
    from line join request r on r.id = line.request left join task t on t.id = line.task left join customer c on c.id = r.customer left join account o on o.id = t.assignee
    order by line.s1, line.s2, line.s3, line.s4, line.s5, line.key`;
}

/** Where a request without a task stands, in the designer's words. */
const stepOfRequest = sql`(select coalesce(g.content -> 'elements' -> (token ->> 'element') ->> 'name', token ->> 'element')
  from jsonb_array_elements(r.position -> 'tokens') token join graph g on g.hash = token ->> 'graph' limit 1)`;

/** The first message of the customer that no person has answered. */
const unansweredSince = sql`(select min(m.created_at) from message m where m.request = r.id and m.type = 'customer' and m.withdrawn_at is null
  and m.created_at > coalesce((select max(s.created_at) from message s where s.request = r.id and s.type = 'agent'), '-infinity'))`;

/** Its parts go to Postgres as parameters: a forged one can only ask for another page. */
function comesAfter(cursor: string | undefined): RawBuilder<unknown> {
  const after = decodeCursor(cursor, 6);
  if (!after) return sql`true`;
  const [s1, s2, s3, s4, s5, key] = after;
  return sql`(s.s1, s.s2, s.s3, s.s4, s.s5, s.key) > (${s1}::int, ${s2}::int, ${s3}::timestamptz, ${s4}::int, ${s5}::timestamptz, ${key}::uuid)`;
}
