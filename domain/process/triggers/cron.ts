/** A schedule in UTC: seconds, minutes, hours, days of the month, months, days of the week (0 is Sunday). */
export interface Cron {
  seconds: number[];
  minutes: number[];
  hours: number[];
  months: number[];
  isDay: (day: Day) => boolean;
}

interface Day {
  day: number;
  weekday: number;
  /** Of its month. */
  days: number;
}

const MACROS: Record<string, string> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** 29 February may be missing for eight years, on a given weekday for forty. */
const YEARS_AHEAD = 48;

/**
 * Reads six fields (second minute hour day month weekday) or a macro like `@daily`; null where it is none. Besides numbers, names, lists, ranges and
 * steps: `L` (last day), `5L` (last Friday), `2#1` (first Tuesday). Where both kinds of day are given, both must fit.
 */
export function parseCron(text: string): Cron | null {
  const written = text.trim();
  const fields = (MACROS[written.toLowerCase()] ?? written).toUpperCase().split(/\s+/);
  if (fields.length !== 6) return null;
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  const seconds = numbers(second, 0, 59);
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const months = numbers(named(month, MONTHS, 1), 1, 12);
  const inMonth = daysOfMonth(dayOfMonth);
  const inWeek = daysOfWeek(named(dayOfWeek, WEEKDAYS, 0));
  if (!seconds || !minutes || !hours || !months || !inMonth || !inWeek) return null;
  return { seconds, minutes, hours, months, isDay: (day) => inMonth(day) && inWeek(day) };
}

/** The first instant of the schedule after this one, both in milliseconds; null where it never comes. */
export function nextOf(cron: Cron, after: number): number | null {
  const from = new Date(Math.floor(after / 1000) * 1000 + 1000);
  const year = from.getUTCFullYear();
  for (let index = year * 12 + from.getUTCMonth(); index < (year + YEARS_AHEAD) * 12; index += 1) {
    const month = index % 12;
    if (!cron.months.includes(month + 1)) continue;
    const first = Date.UTC(Math.floor(index / 12), month, 1);
    const days = new Date(Date.UTC(Math.floor(index / 12), month + 1, 0)).getUTCDate();
    for (let day = 1; day <= days; day += 1) {
      const midnight = first + (day - 1) * 86_400_000;
      if (midnight + 86_400_000 <= from.getTime()) continue;
      if (!cron.isDay({ day, weekday: new Date(midnight).getUTCDay(), days })) continue;
      const time = timeOfDay(cron, Math.max(0, from.getTime() - midnight) / 1000);
      if (time !== null) return midnight + time * 1000;
    }
  }
  return null;
}

/** The first second of the schedule at or after this second of a day. */
function timeOfDay({ hours, minutes, seconds }: Cron, from: number): number | null {
  for (const hour of hours) {
    if ((hour + 1) * 3600 <= from) continue;
    for (const minute of minutes) {
      const start = hour * 3600 + minute * 60;
      const second = start + 60 > from ? seconds.find((one) => start + one >= from) : undefined;
      if (second !== undefined) return start + second;
    }
  }
  return null;
}

function daysOfMonth(field: string): Cron['isDay'] | null {
  if (field === 'L') return ({ day, days }) => day === days;
  const days = numbers(field, 1, 31);
  return days && (({ day }) => days.includes(day));
}

function daysOfWeek(field: string): Cron['isDay'] | null {
  const last = /^([0-7])L$/.exec(field);
  if (last) return ({ day, weekday, days }) => weekday === Number(last[1]) % 7 && day + 7 > days;
  const nth = /^([0-7])#([1-5])$/.exec(field);
  if (nth) return ({ day, weekday }) => weekday === Number(nth[1]) % 7 && Math.ceil(day / 7) === Number(nth[2]);
  const weekdays = numbers(field, 0, 7)?.map((one) => one % 7);
  return weekdays ? ({ weekday }) => weekdays.includes(weekday) : null;
}

function named(field: string, names: string[], base: number): string {
  return field.replace(/[A-Z]{3}/g, (name) => (names.includes(name) ? String(names.indexOf(name) + base) : name));
}

/** What a field names, in order; null where it is not understood or out of bounds. */
function numbers(field: string, min: number, max: number): number[] | null {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const read = /^(?:[*?]|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!read) return null;
    const [, low, high, step] = read;
    const from = low === undefined ? min : Number(low);
    const to = high !== undefined ? Number(high) : low === undefined || step !== undefined ? max : from;
    const by = Number(step ?? 1);
    if (from < min || to > max || from > to || by < 1) return null;
    for (let one = from; one <= to; one += by) found.add(one);
  }
  return [...found].toSorted((a, b) => a - b);
}
