import { type RawBuilder, sql } from 'kysely';
import type { Calendar, CalendarRule } from '../domain/service-level/calendar.ts';
import { json, type Trx } from './client.ts';

/** A version of a calendar, as its editor wrote it. */
export interface CalendarVersion {
  number: number;
  /** Null: from the beginning. */
  validFrom: Date | null;
  rule: CalendarRule;
}

/** A calendar with all its versions up to a number: what was valid when is part of it. */
export interface NumberedCalendar {
  calendar: Calendar;
  number: number;
}

/** What was counted by a calendar's versions up to a number never changes, so it is read once in a process; a memo only, forgotten when full. */
const remembered = new Map<string, Calendar>();
const mostRemembered = 1000;

/** @throws Error where there is no such version. */
export async function calendarUpTo(trx: Trx, { tenant, key, number }: { tenant: string; key: string; number: number }): Promise<Calendar> {
  const name = `${tenant} ${key} ${number}`;
  const known = remembered.get(name);
  if (known) return known;
  const versions = (await versionsOf(trx, key)).filter((version) => version.number <= number);
  if (versions.at(-1)?.number !== number) throw new Error(`There is no version ${number} of the calendar "${key}".`);
  const calendar = joined(versions);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, calendar);
  return calendar;
}

/** @throws Error where there is no calendar of this key. */
export async function newestNumber(trx: Trx, key: string): Promise<number> {
  const row = await trx
    .selectFrom('calendar_version')
    .select('number')
    .where('calendar', '=', key)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw noCalendar(key);
  return row.number;
}

export const noCalendar = (key: string): Error =>
  new Error(`There is no calendar "${key}". Name one of the tenant's calendars in the service level table.`);

/**
 * Which calendar counts, in this order: the topic's own (t), that of its team (of several the first by name), and what the service level names (the tenant's), where
 * this is null.
 */
export const calendarOfTopic = sql<string | null>`coalesce(t.calendar, (select m.calendar from team_topic o join team m on m.id = o.team
  where o.topic = t.key and m.calendar is not null order by m.name, m.id limit 1))`;

/** Topics that have a calendar, their own or their team's. */
export async function calendarsOfTopics(trx: Trx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    key: string;
    calendar: string;
  }>`select * from (select t.key, ${calendarOfTopic} as calendar from topic t) c where calendar is not null`.execute(trx);
  return new Map(rows.map(({ key, calendar }) => [key, calendar]));
}

/** Each topic with its own calendar and the one that counts for it. */
export async function topicCalendars(trx: Trx): Promise<{ topic: string; own: string | null; counts: string | null }[]> {
  const { rows } = await sql<{ topic: string; own: string | null; counts: string | null }>`
    select t.key as topic, t.calendar as own, ${calendarOfTopic} as counts from topic t order by t.key`.execute(trx);
  return rows;
}

/** @returns false where there is no such topic or calendar. */
export async function setTopicCalendar(trx: Trx, topic: string, calendar: string | null): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('topic')
    .set({ calendar })
    .where('key', '=', topic)
    .where((eb) => (calendar === null ? eb.lit(true) : eb.exists(eb.selectFrom('calendar').select('key').where('key', '=', calendar))))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** All calendars of the tenant, each with all its versions. */
export async function readCalendars(trx: Trx): Promise<Record<string, Calendar>> {
  const rows = await trx
    .selectFrom('calendar_version')
    .select(['calendar', 'number', validFrom.as('validFrom'), 'rule'])
    .orderBy('calendar')
    .orderBy('number')
    .execute();
  const byKey = Map.groupBy(rows, (row) => row.calendar);
  return Object.fromEntries([...byKey].map(([key, versions]) => [key, joined(versions)]));
}

/** In order of their numbers. */
export async function versionsOf(trx: Trx, key: string): Promise<CalendarVersion[]> {
  return trx
    .selectFrom('calendar_version')
    .select(['number', validFrom.as('validFrom'), 'rule'])
    .where('calendar', '=', key)
    .orderBy('number')
    .execute();
}

/** A calendar's first version counts from the beginning. @returns false where there is one of this key */
export async function addCalendar(
  trx: Trx,
  calendar: { key: string; title: { de: string; en: string }; rule: CalendarRule },
): Promise<boolean> {
  const { key, title, rule } = calendar;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('calendar')
    .values({ key, title_de: title.de, title_en: title.en })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  await trx
    .insertInto('calendar_version')
    .values({ calendar: key, number: 1, valid_from: sql<Date>`'-infinity'`, rule: json(rule) })
    .execute();
  return true;
}

export interface NewVersion {
  calendar: string;
  title: { de: string; en: string };
  validFrom: Date;
  rule: CalendarRule;
  reason: string;
  by: string | null;
}

/** From its instant on it takes the place of all before it. The calendar's row is locked, so that numbers have no gaps. @returns its number; null where there is no such calendar */
export async function addVersion(trx: Trx, { calendar, title, validFrom: from, rule, reason, by }: NewVersion): Promise<number | null> {
  const { numUpdatedRows } = await trx
    .updateTable('calendar')
    .set({ title_de: title.de, title_en: title.en })
    .where('key', '=', calendar)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return null;
  const number = (await newestNumber(trx, calendar)) + 1;
  await trx
    .insertInto('calendar_version')
    .values({ calendar, number, valid_from: from, rule: json(rule), reason, created_by: by })
    .execute();
  return number;
}

/** One after the other: a later number takes the place of all before it from its instant on. */
export function joined(versions: readonly Pick<CalendarVersion, 'validFrom' | 'rule'>[]): Calendar {
  const counting: Pick<CalendarVersion, 'validFrom' | 'rule'>[] = [];
  for (const version of versions) {
    while (counting.length > 0 && from(counting.at(-1)!) >= from(version)) counting.pop();
    counting.push(version);
  }
  const [first, ...others] = counting.toReversed();
  if (!first) throw new Error('A calendar has at least one version.');
  let calendar: Calendar = { ...first.rule };
  let since = first.validFrom;
  for (const { rule, validFrom: begins } of others) {
    calendar = { ...rule, ...(since ? { next: { from: since.toISOString(), calendar } } : {}) };
    since = begins;
  }
  return calendar;
}

const from = ({ validFrom }: Pick<CalendarVersion, 'validFrom'>): number => validFrom?.getTime() ?? Number.NEGATIVE_INFINITY;

/** Null: from the beginning. */
export const validFrom = sql<Date | null>`nullif(valid_from, '-infinity')`;

/** The tenant's own days follow this calendar, else the first that it has. */
export const usualCalendar = 'business';

/** The tenant's day at an instant, by the time zone that its usual calendar has then. */
export const dayAt = (at: RawBuilder<Date>): RawBuilder<string> =>
  sql<string>`(${at} at time zone coalesce((select v.rule ->> 'timeZone' from calendar_version v where v.valid_from <= ${at}
    order by v.calendar = ${usualCalendar} desc, v.calendar, v.number desc limit 1), 'Europe/Berlin'))::date`;
