import { openingsOfDay, DAY } from './openings.ts';

/** Instant, ISO 8601 in UTC. */
export type Instant = string;
/** Local wall times, `[from, to)`: `["08:00","18:00"]`, `["00:00","24:00"]`; `to` before `from` is on the next date. */
export type Opening = [from: string, to: string];
/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * When people work: one version of a calendar, and those that follow it. Plain JSON. An interval belongs to the date on which it starts, over midnight too; intervals may overlap, no time counts twice.
 */
export interface Calendar {
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: string;
  /** A missing weekday is closed. */
  opening: Partial<Record<Weekday, Opening[]>>;
  /** Local dates without opening, e.g. of `holidaysOf` (holidays.ts). */
  holidays: { dates: string[] };
  /** Local date → its opening instead of the weekday's; `[]` is closed. Beats a holiday. */
  overrides: Record<string, Opening[]>;
  /** What counts from an instant on, instead of all above. */
  next?: { from: Instant; calendar: Calendar };
}

/** One version as it is kept: the holidays' region beside their dates, without the versions that follow. */
export type CalendarRule = Omit<Calendar, 'next' | 'holidays'> & { holidays: { region?: string | null; dates: string[] } };

/** A calendar whose weekly opening and later overrides are used up has no instant to offer. */
export class NoOpening extends Error {
  override name = 'NoOpening';
}

/** Longest stretch that is searched for an opening: enough for a shop that closes for years, and an end for a mistake. */
const MOST_DAYS = 3700;

/** The calendar of a service that never closes; minutes are then minutes of the clock on the wall. */
export function alwaysOpen(timeZone = 'Europe/Berlin'): Calendar {
  const day: Opening[] = [['00:00', '24:00']];
  return { timeZone, opening: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }, holidays: { dates: [] }, overrides: {} };
}

/**
 * The smallest instant at which `minutes` of working time have passed since `instant`. Starts at the next opening if
 * closed; due exactly at closing time is that closing instant; 0 minutes is the instant itself. Throws `NoOpening`
 * where the calendar has not that much opening left.
 */
export function addWorkingTime(calendar: Calendar, instant: Instant, minutes: number): Instant {
  const start = millisecondsOf(instant, 'addWorkingTime');
  let left = Math.round(minutes * 60_000);
  if (left <= 0) return new Date(start).toISOString();
  const first = Math.floor(start / DAY);
  for (let day = first; day < first + MOST_DAYS; day += 1) {
    for (const [from, to] of openingsOfDay(calendar, day)) {
      const begin = Math.max(from, start);
      if (begin >= to) continue;
      if (to - begin >= left) return new Date(begin + left).toISOString();
      left -= to - begin;
    }
  }
  throw new NoOpening(
    `The calendar (${calendar.timeZone}) has no ${minutes} minutes of opening after ${instant}; give it opening hours on at least one weekday`,
  );
}

/** Working minutes in [a, b), with the seconds as fractions; negative where b is before a. */
export function workingTimeBetween(calendar: Calendar, a: Instant, b: Instant): number {
  const from = millisecondsOf(a, 'workingTimeBetween');
  const to = millisecondsOf(b, 'workingTimeBetween');
  if (to < from) return 0 - workingTimeBetween(calendar, b, a);
  let open = 0;
  for (let day = Math.floor(from / DAY); day <= Math.floor(to / DAY); day += 1) {
    for (const [begin, end] of openingsOfDay(calendar, day)) open += Math.max(0, Math.min(end, to) - Math.max(begin, from));
  }
  return open / 60_000;
}

/** Whether people work at this instant. */
export function isOpen(calendar: Calendar, instant: Instant): boolean {
  const at = millisecondsOf(instant, 'isOpen');
  return openingsOfDay(calendar, Math.floor(at / DAY)).some(([from, to]) => from <= at && at < to);
}

function millisecondsOf(instant: Instant, where: string): number {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new Error(`${where}: "${instant}" is no instant; pass ISO 8601 with an offset, e.g. 2026-11-24T09:00:00Z`);
  return at;
}
