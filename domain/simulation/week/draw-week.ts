import { DateTime } from 'luxon';
import type { Random } from '../../process/simulate/random.ts';
import type { Calendar } from '../../service-level/calendar.ts';
import { DAY, openingsOfDay } from '../../service-level/openings.ts';
import { arrivalsOf, type Curve } from '../arrivals.ts';
import { between, pick } from '../draws.ts';
import { SHARES } from '../mix.ts';
import { agentsOf, type Demand, type Rostered, type Shift } from '../roster.ts';
import { inTeam, type Team } from './teams.ts';

const HOUR = 3_600_000;
/** How much is written in each hour of a day on which people work, from midnight on. */
const HOURS = [2, 1, 1, 1, 1, 3, 6, 12, 22, 30, 32, 30, 26, 27, 28, 26, 24, 22, 20, 18, 16, 13, 8, 4];
/** Of that on a day on which nobody works. */
const DAY_OFF = 0.4;

export interface Arriving {
  /** Epoch milliseconds. */
  at: number;
  kind: string;
  customerClass: string;
}

/** Requests of `days` days, by the local clock: also one that stands still or runs twice. */
export function drawArrivals({ from, days, count, calendar }: WeekWanted & { count: number }, random: Random): Arriving[] {
  const hours = (days * DAY) / HOUR;
  const counts = Array.from({ length: hours }, (_, n) => {
    const local = DateTime.fromMillis(from + n * HOUR, { zone: calendar.timeZone });
    return HOURS[local.hour]! * (isWorkday(calendar, from + n * HOUR) ? 1 : DAY_OFF);
  });
  const curve: Curve = { from, interval: HOUR, counts };
  return arrivalsOf(curve, count, random).map((at) => ({
    at,
    kind: pick(SHARES.kinds, random),
    customerClass: pick(SHARES.classes, random),
  }));
}

export interface WeekWanted {
  /** Local midnight, epoch milliseconds. */
  from: number;
  days: number;
  /** When people work. */
  calendar: Calendar;
}

/** Agents and their shifts: early or late, a part of them half days, some ill, each with a lunch and two short breaks. */
export function drawRoster(
  { from, days, calendar, agents, demand, teams }: WeekWanted & { agents: number; demand: readonly Demand[]; teams: readonly Team[] },
  random: Random,
): Rostered[] {
  return agentsOf({ count: agents, each: 5, capacity: 2, demand }, random).map((drawn, index) => {
    const agent = inTeam(drawn, teams);
    const isPartTime = index % 5 === 4;
    const isLate = index % 2 === 1;
    const shifts: Shift[] = [];
    for (let day = Math.floor(from / DAY); day < Math.floor(from / DAY) + days; day += 1) {
      const [opening] = openingsOfDay(calendar, day);
      if (opening && random() > 0.05) shifts.push(shiftIn(opening, { isPartTime, isLate }, random));
    }
    return { agent, shifts };
  });
}

function shiftIn([open, close]: [number, number], { isPartTime, isLate }: { isPartTime: boolean; isLate: boolean }, random: Random): Shift {
  const length = (isPartTime ? 5 : 8.5) * HOUR;
  const early = Math.round(open + between(-0.1, 0.2, random) * HOUR);
  const from = isLate ? Math.max(early, close - length) : early;
  // Now and then somebody has to go before the time.
  const to = Math.round(Math.min(close, from + length) - (random() < 0.04 ? between(1, 3, random) * HOUR : 0));
  const breaks = (
    isPartTime
      ? [[2.5, 15]]
      : [
          [2, 15],
          [4, 45],
          [6.5, 15],
        ]
  )
    .map(([after, minutes]): [number, number] => {
      const begin = Math.round(from + (after! + between(-0.4, 0.4, random)) * HOUR);
      return [begin, begin + minutes! * 60_000];
    })
    .filter(([, end]) => end < to);
  return { from, to, breaks };
}

function isWorkday(calendar: Calendar, at: number): boolean {
  return openingsOfDay(calendar, Math.floor(at / DAY)).length > 0;
}
