import { addWorkingTime, type Calendar, type Instant, workingTimeBetween } from './calendar.ts';

/** How much work waits and how fast it goes, as it was last measured. */
export interface Load {
  /** Tasks that nobody has yet. */
  waiting: number;
  /** Tasks completed from `since` to `measuredAt`. */
  done: number;
  since: Instant;
  measuredAt: Instant;
  /** Usual time from assignment to completion; null where it is not known. */
  handlingMinutes: number | null;
  /** At work now. */
  agents: number;
}

/** Fewer completions say nothing about the rate. */
const LEAST_DONE = 10;
/** What is told is a little more than what is expected: a queue is never worked off evenly. */
const CAUTION = 1.25;
/** Nobody is told a time further off; working minutes (a month of ten-hour days). */
const LONGEST_WAIT = 20 * 600;
/** A new time that lies nearer than this is no news to a customer, working minutes. */
const LEAST_AHEAD = 60;
/** Where there is no target left to name, working minutes: a working day. */
const WITHOUT_TARGET = 480;
const QUARTER = 15 * 60_000;
/** A promise that ends within an hour is the one that needs a new time. */
const NEAR = 60 * 60_000;

/** What a customer who waits may be told again: what he was promised if that is still far off, else the target of the solution. */
export function targetToName(known: { promiseAt: Instant | null; resolutionAt: Instant | null; at: Instant }): Instant | null {
  const { promiseAt, resolutionAt, at } = known;
  return promiseAt !== null && Date.parse(promiseAt) - Date.parse(at) > NEAR ? promiseAt : resolutionAt;
}

/**
 * The time that a customer may be told for the answer: the target, and a later time where the work that waits takes longer at the present rate. A target
 * that is past or too near names nothing any more: then a working day.
 */
export function expectedAnswerAt({
  calendar,
  at,
  target,
  load,
}: {
  calendar: Calendar;
  at: Instant;
  target: Instant | null;
  load: Load | null;
}): Instant {
  const isAhead = target !== null && Date.parse(target) >= Date.parse(addWorkingTime(calendar, at, LEAST_AHEAD));
  const named = isAhead ? target : addWorkingTime(calendar, at, WITHOUT_TARGET);
  return laterThan(named, { calendar, at, load });
}

/** The target itself as long as the work that waits lets it be met, else the time by which it is. */
export function laterThan(target: Instant, { calendar, at, load }: { calendar: Calendar; at: Instant; load: Load | null }): Instant {
  const wait = load === null ? null : waitOf(calendar, load);
  if (wait === null) return target;
  const byLoad = Math.ceil(Date.parse(addWorkingTime(calendar, at, Math.min(wait, LONGEST_WAIT))) / QUARTER) * QUARTER;
  return byLoad > Date.parse(target) ? new Date(byLoad).toISOString() : target;
}

/** Working minutes until the one that comes now is answered, if all that waits is before it; null where nothing is known of the rate. */
function waitOf(calendar: Calendar, load: Load): number | null {
  const rate = rateOf(calendar, load);
  return rate === null || rate <= 0 ? null : ((load.waiting + 1) / rate) * CAUTION;
}

/** Completions a working minute: as measured, else by those who are at work. */
function rateOf(calendar: Calendar, { done, since, measuredAt, handlingMinutes, agents }: Load): number | null {
  const open = workingTimeBetween(calendar, since, measuredAt);
  if (done >= LEAST_DONE && open > 0) return done / open;
  return agents > 0 && handlingMinutes !== null && handlingMinutes > 0 ? agents / handlingMinutes : null;
}
