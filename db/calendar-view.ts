import { sql } from 'kysely';
import type { WrittenCalendar } from '../domain/service-level/calendar-rule.ts';
import type { RequestClocks } from '../domain/service-level/request-clocks.ts';
import type { Trx } from './client.ts';

interface CalendarItem {
  key: string;
  title: { de: string; en: string };
  versions: {
    number: number;
    validFrom: string | null;
    calendar: WrittenCalendar;
    reason: string;
    by: { id: string; name: string } | null;
    createdAt: string;
  }[];
  requests: number;
}

/** Calendars with their versions, newest first, and how many open requests count by each. */
export async function calendarItems(trx: Trx): Promise<CalendarItem[]> {
  const { rows } = await sql<CalendarItem>`
    with counted as (select n.key, count(*)::int as requests from request r cross join lateral jsonb_object_keys(r.clocks -> 'numbers') n(key)
      where r.status in ('open', 'waiting') group by n.key)
    select c.key, json_build_object('de', c.title_de, 'en', c.title_en) as title, coalesce(n.requests, 0) as requests,
      (select json_agg(json_build_object('number', v.number, 'validFrom', to_char(nullif(v.valid_from, '-infinity') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'calendar', json_build_object('timeZone', v.rule -> 'timeZone', 'opening', v.rule -> 'opening', 'region', v.rule -> 'holidays' -> 'region', 'overrides', v.rule -> 'overrides'),
        'reason', v.reason, 'createdAt', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'by', case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end) order by v.number desc)
        from calendar_version v left join account a on a.id = v.created_by where v.calendar = c.key) as versions
    from calendar c left join counted n on n.key = c.key order by c.title_de`.execute(trx);
  return rows;
}

/** Open requests whose clocks count by a calendar. */
export async function requestsBy(trx: Trx, calendar: string): Promise<{ id: string; clocks: RequestClocks }[]> {
  const { rows } = await sql<{ id: string; clocks: RequestClocks }>`
    select id, clocks from request where status in ('open', 'waiting') and clocks -> 'numbers' -> ${calendar}::text is not null order by number`.execute(
    trx,
  );
  return rows;
}

/** Open requests whose clocks were never set, being older than them: the next batch gives them some. */
export async function requestsWithoutClocks(trx: Trx): Promise<{ id: string }[]> {
  return trx
    .selectFrom('request')
    .select('id')
    .where('status', 'in', ['open', 'waiting'])
    .where('state', 'is not', null)
    .where('clocks', 'is', null)
    .orderBy('number')
    .execute();
}
