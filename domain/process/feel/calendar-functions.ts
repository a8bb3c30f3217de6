import { duration, FeelDate, FeelDateTime, FeelDuration, parseDateTime } from 'feelin';
import { addWorkingTime, isOpen, NoOpening, workingTimeBetween, type Calendar } from '../../service-level/calendar.ts';
import { charge, type Evaluation } from './build.ts';
import { FeelError } from './feel-error.ts';
import type { Builtin } from './functions.ts';
import { isContext, milliseconds, yearsMonths, zoneOf, type Value } from './values.ts';

/** A search through a calendar's days, against an iteration. */
const COST = 5_000;

/**
 * Working time on a calendar: one of the tenant's by its key (as it was at publish), or a context of the same shape. An instant
 * is a date and time or the text of one; without zone it is meant in the calendar's, and so is the start of a date.
 */
export const CALENDAR_FUNCTIONS: Record<string, Builtin> = {
  'add working time': {
    parameters: ['from', 'duration', 'calendar'],
    call: ([from, length, key], evaluation) => {
      const calendar = calendarOf(key, evaluation);
      const start = instantOf(from, calendar.timeZone);
      if (start === null || !(length instanceof FeelDuration) || yearsMonths(length)) return null;
      return parseDateTime(searched(() => addWorkingTime(calendar, start, milliseconds(length) / 60_000)));
    },
  },
  'working time between': {
    parameters: ['from', 'to', 'calendar'],
    call: ([from, to, key], evaluation) => {
      const calendar = calendarOf(key, evaluation);
      const [start, end] = [instantOf(from, calendar.timeZone), instantOf(to, calendar.timeZone)];
      if (start === null || end === null) return null;
      charge(evaluation, (Math.abs(Date.parse(end) - Date.parse(start)) / 86_400_000) * 20);
      return duration(Math.round(workingTimeBetween(calendar, start, end) * 60_000));
    },
  },
  'is working time': {
    parameters: ['at', 'calendar'],
    call: ([at, key], evaluation) => {
      const calendar = calendarOf(key, evaluation);
      const instant = instantOf(at, calendar.timeZone);
      return instant === null ? null : isOpen(calendar, instant);
    },
  },
  'add days': { parameters: ['from', 'days'], call: ([from, days]) => addDays(from, days) },
};

/** The same time of day some days later: across a change of summer time that is not 24 hours each. */
function addDays(from: Value, days: Value): Value {
  if (typeof days !== 'number' || !Number.isInteger(days) || Math.abs(days) > 1_000_000) return null;
  if (from instanceof FeelDate) return new FeelDate(from.unwrap().add({ days }));
  return from instanceof FeelDateTime ? new FeelDateTime(from.unwrap().add({ days }), zoneOf(from)) : null;
}

/** @throws FeelError */
function calendarOf(key: Value, evaluation: Evaluation): Calendar {
  charge(evaluation, COST);
  if (isContext(key)) return key as unknown as Calendar;
  const { calendars = {} } = evaluation;
  const found = typeof key === 'string' && Object.hasOwn(calendars, key) ? calendars[key] : undefined;
  if (found) return found;
  throw new FeelError(
    'CALENDAR_UNKNOWN',
    `there is no calendar ${JSON.stringify(key)}, but ${Object.keys(calendars).join(', ') || 'none'}`,
  );
}

/** ISO 8601 in UTC. */
function instantOf(value: Value, zone: string): string | null {
  const at = typeof value === 'string' ? parseDateTime(/T/.test(value) ? value : `${value}T00:00:00`) : value;
  if (at instanceof FeelDate) return new Date(at.unwrap().toZonedDateTime(zone).epochMilliseconds).toISOString();
  if (!(at instanceof FeelDateTime)) return null;
  return new Date(at.unwrap().toZonedDateTime(zoneOf(at) ?? zone).epochMilliseconds).toISOString();
}

/** @throws FeelError where the calendar has no opening left */
function searched(search: () => string): string {
  try {
    return search();
  } catch (error) {
    if (error instanceof NoOpening) throw new FeelError('NO_OPENING', error.message);
    throw error;
  }
}
