import { sql } from 'kysely';
import { calendarOfTopic, joined, noCalendar, type NumberedCalendar, validFrom } from './calendars.ts';
import type { Load } from '../domain/service-level/expected-time.ts';
import type { Trx } from './client.ts';
import { kept } from './kept.ts';

/** So long ago it looks for what was completed, and so often it measures: what it reads is in nobody's way then. */
const period = sql`interval '7 days'`;
/** Ids begin with their time: tasks that were made before are not looked at, however large the table grows. */
const reach = sql`interval '-30 days'`;
const measuredEvery = sql`interval '5 minutes'`;

/**
 * The calendar that a request of a topic counts by, and how much work of the topic waits, in one statement. @param calendar what its service level names
 * @throws Error where there is no such calendar, or none is named.
 */
export function calendarAndLoad(trx: Trx, of: { calendar: string | null; topic: string | null }): Promise<CalendarAndLoad> {
  return kept(trx, `calendar ${of.calendar ?? ''}, load of ${of.topic ?? ''}`, () => readCalendarAndLoad(trx, of));
}

type CalendarAndLoad = NumberedCalendar & { key: string; load: Load | null };

async function readCalendarAndLoad(trx: Trx, of: { calendar: string | null; topic: string | null }): Promise<CalendarAndLoad> {
  const topic = of.topic ?? '';
  const versions = await trx
    .selectFrom('calendar_version as v')
    .leftJoin('topic_load as l', (join) => join.on('l.topic', '=', topic))
    .select(['v.calendar as key', 'v.number', validFrom.as('validFrom'), 'v.rule'])
    .select(['l.waiting', 'l.done', 'l.since', 'l.measured_at', 'l.handling_minutes', 'l.agents'])
    .where('v.calendar', '=', sql<string>`coalesce((select ${calendarOfTopic} from topic t where t.key = ${topic}), ${of.calendar})`)
    .orderBy('v.number')
    .execute();
  const row = versions.at(-1);
  if (!row) throw of.calendar === null ? noneNamed(topic) : noCalendar(of.calendar);
  const { key, number, waiting, done, since, measured_at, handling_minutes: handlingMinutes, agents } = row;
  const isMeasured = waiting !== null && done !== null && since !== null && measured_at !== null && agents !== null;
  const load = isMeasured
    ? { waiting, done, since: since.toISOString(), measuredAt: measured_at.toISOString(), handlingMinutes, agents }
    : null;
  return { key, calendar: joined(versions), number, load };
}

const noneNamed = (topic: string): Error =>
  new Error(
    `The service level names no calendar, and neither does the topic "${topic}" nor its team. Name one in the service level table, at the topic or at its team.`,
  );

/** Measures the tenant's topics anew where that is some minutes ago. */
export async function measureLoad(trx: Trx): Promise<void> {
  await sql`
    with due as (select 1 where not exists (select 1 from topic_load where measured_at > now() - ${measuredEvery})),
    waits as (select coalesce(topic, '') as topic, count(*)::int as waiting from task where state = 'waiting' and (deferred_until is null or deferred_until <= now()) group by 1),
    done as (select coalesce(topic, '') as topic, count(*)::int as done, percentile_cont(0.5) within group (order by extract(epoch from completed_at - assigned_at) / 60)::real as minutes
      from task where state = 'completed' and completed_at > now() - ${period} and id > (select uuidv7(${reach})) group by 1),
    topics as (select key as topic from topic union select '')
    insert into topic_load (topic, waiting, done, since, measured_at, handling_minutes, agents)
    select p.topic, coalesce(w.waiting, 0), coalesce(d.done, 0), now() - ${period}, now(), d.minutes,
      (select count(*)::int from account a where a.active and a.presence = 'available' and a.roles && array['agent', 'lead'] and (p.topic = '' or a.topics is null or p.topic = any(a.topics)))
    from due cross join topics p left join waits w using (topic) left join done d using (topic)
    on conflict (tenant, topic) do update set waiting = excluded.waiting, done = excluded.done, since = excluded.since, measured_at = excluded.measured_at,
      handling_minutes = excluded.handling_minutes, agents = excluded.agents`.execute(trx);
}
