import type { Executable } from '../../process/executable.ts';
import { seeded } from '../../process/simulate/random.ts';
import type { GraphHash } from '../../process/types.ts';
import { DEFAULT_ROUTING, type RoutingPolicy } from '../../routing/policy.ts';
import type { CompetenceLimit } from '../../request/competence.ts';
import type { Calendar } from '../../service-level/calendar.ts';
import { DAY } from '../../service-level/openings.ts';
import type { Demand } from '../roster.ts';
import { drawArrivals, drawRoster } from './draw-week.ts';
import { announcementOf, type HalfDay, withHalfDay } from './half-day.ts';
import { drawnPeople } from './people.ts';
import type { Team } from './teams.ts';
import { World } from './world.ts';

export interface Week {
  seed: number;
  /** Local midnight, epoch milliseconds. */
  from: number;
  days: number;
  requests: number;
  agents: number;
  demand: readonly Demand[];
  /** What has waited for half an hour overflows to the others. */
  teams: readonly Team[];
  executables: (hash: GraphHash) => Executable;
  published: (process: string) => GraphHash | null;
  limits: CompetenceLimit[];
  calendars: Readonly<Record<string, Calendar>>;
  /** When people work, as nobody expected it to change. */
  hours: Calendar;
  halfDay?: HalfDay | null;
  /** A new tenant's, where none is given. */
  policy?: RoutingPolicy;
}

/** Whatever comes in those days is followed until it is over: people who are asked for answers take weeks. */
const AFTERWARDS = 60;
const OVERFLOW_MINUTES = 30;

export function runWeek({
  seed,
  from,
  days,
  requests,
  agents,
  demand,
  teams,
  hours,
  halfDay = null,
  policy = DEFAULT_ROUTING,
  ...rules
}: Week): World {
  const random = seeded(seed);
  const worked = halfDay ? withHalfDay(hours, halfDay) : hours;
  const roster = drawRoster({ from, days: days + AFTERWARDS, calendar: worked, agents, demand, teams }, random);
  const world = new World({
    ...rules,
    roster,
    policy,
    overflowMinutes: () => OVERFLOW_MINUTES,
    people: (made) => drawnPeople(made, random),
  });
  for (const { at, ...about } of drawArrivals({ from, days, count: requests, calendar: hours }, random))
    world.plan(at, () => world.open(about));
  if (halfDay)
    world.plan(announcementOf(halfDay, hours.timeZone), () => {
      const { calendar } = halfDay;
      world.changeCalendar(calendar, withHalfDay(world.calendars[calendar]!, halfDay));
    });
  world.run(from + (days + AFTERWARDS) * DAY);
  return world;
}
