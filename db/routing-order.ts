import { type RawBuilder, sql } from 'kysely';

/*
 * domain/routing (order.ts with its default policy, eligibility.ts) as SQL fragments, for tasks `t` and accounts `a`. One place, so that push,
 * pull and the list cannot differ. Accounts have no languages of their own: which language an agent must master is a skill.
 */

/** What the line is sorted by; uuids compare as their text does. */
export const orderKeys = {
  /** 0: raised by an escalation, before all; 1: can still be met; 2: late. */
  group: sql<number>`(case when t.raised_at is not null then 0 when t.due_at is null or t.due_at >= now() then 1 else 2 end)`,
  class: sql<number>`coalesce(array_position(array['A','B','C'], t.customer_class), 4)`,
  deadline: sql<Date>`coalesce(t.due_at, 'infinity'::timestamptz)`,
  arrival: sql<Date>`r.created_at`,
} as const;

/** Needs the task's request `r`. */
export const serviceLevelOrder = sql`${orderKeys.group}, ${orderKeys.class}, ${orderKeys.deadline}, ${orderKeys.arrival}, t.id`;

/** Put off tasks are not in line until their time has come. */
export const inLine = sql<boolean>`(t.state = 'waiting' and (t.deferred_until is null or t.deferred_until <= now()))`;

/** Points that a person has in hand; what is put off takes no room. */
export const loadOf = (account: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(select coalesce(sum(l.points), 0)::int from task l where l.assignee = ${account} and l.state = 'assigned' and (l.deferred_until is null or l.deferred_until <= now()))`;

/** Has every needed skill at its level or above. */
export const hasSkills = sql<boolean>`not exists (
  select 1 from jsonb_to_recordset(t.skills) as needed(key text, level int)
  where not exists (select 1 from account_skill k where k.account = a.id and k.skill = needed.key and k.level >= coalesce(needed.level, 1)))`;

/** Works on a topic; what has none, or a person without any, is not bound. */
export const worksOn = (topic: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(${topic} is null
  or exists (select 1 from account_topic w where w.account = a.id and w.topic = ${topic})
  or not exists (select 1 from account_topic w where w.account = a.id))`;

/** May be given this task by the line, capacity and presence apart. */
export const mayGet = sql<boolean>`(a.active and a.roles && array['agent','lead'] and not a.id = any(t.declined_by) and ${worksOn(sql`t.topic`)} and ${hasSkills})`;
