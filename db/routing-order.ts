import { type RawBuilder, sql } from 'kysely';

/*
 * domain/routing (order.ts, eligibility.ts) as SQL fragments, for tasks `t`, accounts `a` and the policy `p`. One place, so that push, pull and the lists cannot
 * differ. Accounts have no languages of their own: a language that an agent must master is a skill.
 */

const classRank = sql<number>`coalesce(array_position(p.classes, t.customer_class), 1 + cardinality(p.classes))`;

/** What the line is sorted by, place by place as in orderOf; uuids compare as their text does. */
const orderKeys = {
  /** 0: raised, 1: later than the bound, 2: can still be met, 3: late. */
  group: sql<number>`(case when t.raised_at is not null or p.escalated_first and t.escalated_at is not null then 0 when p.line_order = 'longest-wait' or t.due_at is null then 2
    when t.due_at < now() - make_interval(mins => p.latest_minutes) then 1
    when p.line_order = 'service-level' and t.due_at < now() + make_interval(mins => coalesce(p.reserve_minutes, 0)) then 3 else 2 end)`,
  rank: sql<number>`(case when p.line_order in ('service-level', 'class-first') then ${classRank} else 0 end)`,
  deadline: sql<Date>`(case when p.line_order = 'longest-wait' then 'infinity' else coalesce(t.due_at, 'infinity') end)`,
  rankAfterwards: sql<number>`(case when p.line_order = 'earliest-deadline' then ${classRank} else 0 end)`,
  arrival: sql<Date>`t.arrived_at`,
} as const;

/** The keys as columns s1 to s5; the sixth is the id. */
export const lineKeys = sql`${orderKeys.group} as s1, ${orderKeys.rank} as s2, ${orderKeys.deadline} as s3, ${orderKeys.rankAfterwards} as s4, ${orderKeys.arrival} as s5`;

/** Put off tasks are not in line until their time has come. */
export const inLine = sql<boolean>`(t.state = 'waiting' and (t.deferred_until is null or t.deferred_until <= now()))`;

/** Of a task `l`: it takes room. */
export const inHand = sql`l.state = 'assigned' and (l.deferred_until is null or l.deferred_until <= now())`;

/** Points that a person has in hand; what is put off takes no room. */
export const loadOf = (account: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(select coalesce(sum(l.points), 0)::int from task l where l.assignee = ${account} and ${inHand})`;

/** What person `a` has in hand in all and of one channel: lateral columns `load` and `channel_load`. */
export const loadsOf = (account: RawBuilder<unknown>, channel: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select coalesce(sum(l.points), 0)::int as load, coalesce(sum(l.points) filter (where l.channel = ${channel}), 0)::int as channel_load
    from task l where l.assignee = ${account} and ${inHand})`;

/** Room for so many points more in all and on the channel, where it has a bound of its own. Needs `loadsOf` as `has`. */
export const hasRoom = (points: RawBuilder<unknown>, channel: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(has.load + ${points} <= a.capacity and has.channel_load + ${points} <= coalesce((a.channel_capacity ->> ${channel})::int, a.capacity))`;

/** Person `person` with what they have in hand, in all and by channel, for many tasks at once: lateral columns `load` and `loads`. */
export const loadsByChannel = sql`(select coalesce(sum(c.points), 0)::int as load, coalesce(jsonb_object_agg(c.channel, c.points), '{}') as loads from (
  select l.channel, sum(l.points)::int as points from task l where l.assignee = person.id and ${inHand} group by l.channel) c)`;

/** The task fits into what `loadsByChannel` left of person `a`. */
export const fitsIn = sql<boolean>`(a.load + t.points <= a.capacity
  and coalesce((a.loads ->> t.channel)::int, 0) + t.points <= coalesce((a.channel_capacity ->> t.channel)::int, a.capacity))`;

/** Has every needed skill at its level or above; both lists are derived by the database (0015-routing). */
export const hasSkills = sql<boolean>`(t.needs <@ a.abilities)`;

/** Works on a topic; what has none, or a person without any, is not bound. */
export const worksOn = (topic: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(${topic} is null or a.topics is null or ${topic} = any(a.topics))`;

/** Works on its topic, or on a topic whose overflow they take. */
const mayServe = sql<boolean>`(${worksOn(sql`t.topic`)} or t.overflowed_at is not null and t.topic = any(a.helps))`;

/** May be given this task by the line: capacity, presence and what is kept for another apart. */
export const isAble = sql<boolean>`(a.active and a.roles && array['agent','lead'] and not a.id = any(t.declined_by) and ${hasSkills} and ${mayServe})`;

/** May be given this task by the line now, capacity and presence apart. */
export const mayGet = sql<boolean>`(${isAble} and (t.reserved_until is null or t.reserved_until <= now() or t.preferred = a.id))`;

/** Not what they have just given back. */
export const mayBePushed = sql<boolean>`(t.returned_by is distinct from a.id)`;

/** By the index `task_line`, for whoever's abilities and '' are the array `reach`: what needs nothing, or first needs something that they can. */
export const needsWhatTheyCan = sql<boolean>`(t.first_need = any(a.reach))`;
