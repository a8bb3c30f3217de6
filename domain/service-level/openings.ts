import { IANAZone } from 'luxon';
import type { Calendar, Opening, Weekday } from './calendar.ts';

export const DAY = 86_400_000;
/** UTC milliseconds, `[from, to)`. */
export type Stretch = [from: number, to: number];

/** Days remembered per calendar object (a calendar is never changed in place); a memo only, forgotten when full. */
const MOST_REMEMBERED = 4000;
const remembered = new WeakMap<Calendar, Map<number, Stretch[]>>();

/**
 * The open stretches of one UTC day (its number since 1970), sorted and disjoint. The rule: an instant is open if its
 * local wall time lies in an interval of its local date or in the part after midnight of the date before. So wall
 * times that a change of the clock repeats count twice and skipped ones never.
 */
export function openingsOfDay(calendar: Calendar, day: number): Stretch[] {
  let days = remembered.get(calendar);
  if (days === undefined || days.size >= MOST_REMEMBERED) remembered.set(calendar, (days = new Map<number, Stretch[]>()));
  const known = days.get(day);
  if (known !== undefined) return known;
  const own = merged(evenStretches(calendar.timeZone, day).flatMap((stretch) => openWithin(calendar, stretch)));
  const found = calendar.next ? continued(own, calendar.next, day) : own;
  days.set(day, found);
  return found;
}

/** Up to the change what was open by the old version, from there on what is by the new one. */
function continued(own: Stretch[], { from, calendar }: NonNullable<Calendar['next']>, day: number): Stretch[] {
  const change = Date.parse(from);
  if (change >= (day + 1) * DAY) return own;
  const before = own.map(([begin, end]): Stretch => [begin, Math.min(end, change)]);
  const after = openingsOfDay(calendar, day).map(([begin, end]): Stretch => [Math.max(begin, change), end]);
  return merged([...before, ...after].filter(([begin, end]) => begin < end));
}

/** Local date and day of the week of a day number. */
function dateOf(day: number): { date: string; weekday: Weekday } {
  const at = new Date(day * DAY);
  return { date: at.toISOString().slice(0, 10), weekday: (at.getUTCDay() || 7) as Weekday };
}

interface EvenStretch {
  from: number;
  to: number;
  /** Milliseconds to add to UTC for the local wall time. */
  offset: number;
}

/** A UTC day, cut where the zone's offset changes (at most one change a day; found by halving). */
function evenStretches(timeZone: string, day: number): EvenStretch[] {
  const zone = IANAZone.create(timeZone);
  if (!zone.isValid) throw new Error(`Calendar: "${timeZone}" is no time zone; use an IANA name such as Europe/Berlin`);
  const offsetAt = (at: number): number => zone.offset(at) * 60_000;
  const [start, end] = [day * DAY, (day + 1) * DAY];
  const [before, after] = [offsetAt(start), offsetAt(end - 1)];
  if (before === after) return [{ from: start, to: end, offset: before }];
  let [low, high] = [start, end - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return [
    { from: start, to: high, offset: before },
    { from: high, to: end, offset: after },
  ];
}

function openWithin(calendar: Calendar, { from, to, offset }: EvenStretch): Stretch[] {
  const stretches: Stretch[] = [];
  for (let local = Math.floor((from + offset) / DAY); local * DAY < to + offset; local += 1) {
    for (const [begin, end] of wallTimesOf(calendar, local)) {
      const stretch: Stretch = [Math.max(from, local * DAY + begin - offset), Math.min(to, local * DAY + end - offset)];
      if (stretch[0] < stretch[1]) stretches.push(stretch);
    }
  }
  return stretches;
}

/** Open wall times of a local date in milliseconds since its midnight, its share of the evening before included. */
function wallTimesOf(calendar: Calendar, local: number): Stretch[] {
  const today = listOf(calendar, local).map(([from, to]): Stretch => [wall(from), wall(to) > wall(from) ? wall(to) : DAY]);
  const evening = listOf(calendar, local - 1).flatMap(([from, to]): Stretch[] => (wall(to) > wall(from) ? [] : [[0, wall(to)]]));
  return [...evening, ...today];
}

function listOf(calendar: Calendar, local: number): Opening[] {
  const { date, weekday } = dateOf(local);
  if (Object.hasOwn(calendar.overrides, date)) return calendar.overrides[date]!;
  return calendar.holidays.dates.includes(date) ? [] : (calendar.opening[weekday] ?? []);
}

function wall(time: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  if (match === null) throw new Error(`Calendar: "${time}" is no time of day; write 00:00 to 24:00`);
  return (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}

function merged(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const [from, to] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
