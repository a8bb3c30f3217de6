import { type RawBuilder, sql } from 'kysely';

/**
 * The order and eligibility of domain/routing/order.ts as SQL fragments, for tasks `t` and accounts `a`. One place, so that push, pull and the
 * list cannot differ.
 */
export const serviceLevelOrder = sql`t.priority, t.due_at nulls last, t.customer_class, t.created_at, t.id`;

/** Put off tasks are not in line until their time has come. */
export const inLine = sql<boolean>`(t.state = 'waiting' and (t.deferred_until is null or t.deferred_until <= now()))`;

/** Points that a person has in hand; what is put off takes no room. */
export const loadOf = (account: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(select coalesce(sum(l.points), 0)::int from task l where l.assignee = ${account} and l.state = 'assigned' and (l.deferred_until is null or l.deferred_until <= now()))`;

/** Has every needed skill at its level or above. */
export const hasSkills = sql<boolean>`not exists (
  select 1 from jsonb_to_recordset(t.skills) as needed(key text, level int)
  where not exists (select 1 from account_skill k where k.account = a.id and k.skill = needed.key and k.level >= coalesce(needed.level, 1)))`;

/** Works on the task's topic; a task without topic, or a person without any, is not bound. */
export const worksOnTopic = sql<boolean>`(t.topic is null
  or exists (select 1 from account_topic w where w.account = a.id and w.topic = t.topic)
  or not exists (select 1 from account_topic w where w.account = a.id))`;

/** May be given this task by the line, capacity and presence apart. */
export const mayGet = sql<boolean>`(a.active and a.roles && array['agent','lead'] and not a.id = any(t.declined_by) and ${worksOnTopic} and ${hasSkills})`;
