import { IANAZone } from 'luxon';
import type { Calendar, CalendarRule, Opening, Weekday } from './calendar.ts';
import { holidaysOf } from './holidays.ts';

/** A calendar as people write it: the holidays by their region, their dates are looked up. */
export interface WrittenCalendar extends Pick<Calendar, 'timeZone' | 'opening' | 'overrides'> {
  /** Country and state, e.g. `DE-BY`; null: no public holidays. */
  region: string | null;
}

/** Years for which holidays are written, the one before the given year included. */
const YEARS = 12;

/** @param year in which it begins to count. @throws Error where the region is unknown */
export function ruleOf({ timeZone, opening, region, overrides }: WrittenCalendar, year: number): CalendarRule {
  const years = Array.from({ length: YEARS }, (_, index) => year - 1 + index);
  const days = region === null ? [] : holidaysOf(region, years);
  return { timeZone, opening, holidays: { region, dates: [...new Set(days.map((day) => day.date))] }, overrides };
}

export type CalendarFault = 'time-zone' | 'region' | 'never-open';

/** What is wrong with a calendar whose times of day and dates are well written; null: nothing. */
export function faultOf({ timeZone, opening, region }: WrittenCalendar): CalendarFault | null {
  if (!IANAZone.isValidZone(timeZone)) return 'time-zone';
  if (Object.values(opening).every((day) => day.length === 0)) return 'never-open';
  try {
    if (region !== null) holidaysOf(region, []);
    return null;
  } catch {
    return 'region';
  }
}

export interface CalendarDay {
  /** Local date. */
  date: string;
  opening: Opening[];
  /** Why it is open so: the week, a public holiday, or a day of its own. */
  by: 'week' | 'holiday' | 'own';
  /** The holiday's, also where a day of its own beats it. */
  holiday: { de: string; en: string } | null;
}

/** Every day of a year. */
export function daysOf({ opening, region, overrides }: WrittenCalendar, year: number): CalendarDay[] {
  const holidays = new Map((region === null ? [] : holidaysOf(region, [year])).map((day) => [day.date, day.name]));
  const days: CalendarDay[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const weekday = (new Date(at).getUTCDay() || 7) as Weekday;
    const [holiday, own] = [holidays.get(date) ?? null, Object.hasOwn(overrides, date) ? overrides[date] : undefined];
    if (own) days.push({ date, opening: own, by: 'own', holiday });
    else days.push({ date, opening: holiday ? [] : (opening[weekday] ?? []), by: holiday ? 'holiday' : 'week', holiday });
  }
  return days;
}
