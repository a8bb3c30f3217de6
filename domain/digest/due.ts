import { DateTime } from 'luxon';
import { type Calendar, type Instant, workingTimeBetween } from '../service-level/calendar.ts';

/** A local day of a calendar. */
export interface LocalDay {
  /** `2026-11-24` */
  date: string;
  from: Instant;
  until: Instant;
}

/** The day whose digest may go out now: from the hour on (so that a missed one is caught up), on days on which people work. Null: none now. */
export function digestDay(calendar: Calendar, hour: number, now: Instant): LocalDay | null {
  const local = DateTime.fromISO(now, { zone: calendar.timeZone });
  if (local.hour < hour) return null;
  const start = local.startOf('day');
  const [from, until] = [start, start.plus({ days: 1 })].map((at) => at.toUTC().toISO());
  if (!from || !until || workingTimeBetween(calendar, from, until) === 0) return null;
  return { date: start.toISODate() ?? '', from, until };
}
