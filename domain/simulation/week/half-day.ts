import { DateTime } from 'luxon';
import type { Calendar, Opening } from '../../service-level/calendar.ts';

/** Work ends early on a date, and that is decided only when requests that count with that day are open. */
export interface HalfDay {
  /** Key of the calendar. */
  calendar: string;
  /** Local date. */
  date: string;
  /** Local times: work ends, and the day before it is decided. */
  closesAt: string;
  announcedAt: string;
}

/** The calendar's next version, in which the date ends early. */
export function withHalfDay(calendar: Calendar, { date, closesAt }: HalfDay): Calendar {
  const weekday = DateTime.fromISO(date).weekday as keyof Calendar['opening'];
  const usual = calendar.holidays.dates.includes(date) ? [] : (calendar.opening[weekday] ?? []);
  const kept = (calendar.overrides[date] ?? usual)
    .filter(([from]) => from < closesAt)
    .map(([from, to]): Opening => [from, to > from && to < closesAt ? to : closesAt]);
  return { ...calendar, overrides: { ...calendar.overrides, [date]: kept } };
}

/** When it is decided, epoch milliseconds. */
export function announcementOf({ date, announcedAt }: HalfDay, zone: string): number {
  return DateTime.fromISO(`${date}T${announcedAt}`, { zone }).minus({ days: 1 }).toMillis();
}
