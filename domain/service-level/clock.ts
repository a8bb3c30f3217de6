import { addWorkingTime, type Calendar, type Instant, NoOpening, workingTimeBetween } from './calendar.ts';

/** `idle`: never started. `running` goes on while it is closed, only nothing is counted. */
export type ClockState = 'idle' | 'running' | 'paused' | 'stopped' | 'cancelled';

/** What a clock counted in one piece; without a calendar it was set forward by a merge. */
interface Stretch {
  from: Instant;
  to: Instant;
  calendar: Calendar | null;
  /** Working seconds. */
  counted: number;
}

/** A service-level clock's history: from it any instant since can be asked, and its course be told. */
export interface Clock {
  state: ClockState;
  stretches: Stretch[];
  /** Since when it runs now; null unless running. */
  since: Instant | null;
  /** What it showed when it ended; later changes do not touch that. */
  final: Reading | null;
}

/** What is in force at an instant. */
export interface Terms {
  calendar: Calendar;
  /** Working minutes; null: none. */
  target: number | null;
}

export interface Reading {
  state: ClockState;
  /** Working seconds until the target, negative beyond it; null without a target. */
  remaining: number | null;
  /** When the target was or, if nothing changes, will be reached; null while paused, without a target, and where the calendar ends before. */
  due: Instant | null;
  /** Later than `due`: at that very instant not yet. */
  breached: boolean;
}

export const idle: Clock = { state: 'idle', stretches: [], since: null, final: null };

export const isActive = ({ state }: Clock): boolean => state === 'running' || state === 'paused';

/** From nothing. */
export const started = (at: Instant): Clock => ({ state: 'running', stretches: [], since: at, final: null });

/** On from what was counted before. */
export const resumed = (clock: Clock, at: Instant): Clock => ({ ...clock, state: 'running', since: at, final: null });

export function paused(clock: Clock, at: Instant, { calendar }: Terms): Clock {
  return { ...clock, state: 'paused', stretches: stretchesUpTo(clock, at, calendar), since: null };
}

/** From here another calendar counts. */
export function rehung(clock: Clock, at: Instant, calendar: Calendar): Clock {
  return clock.since === null ? clock : { ...clock, stretches: stretchesUpTo(clock, at, calendar), since: at };
}

/** Set forward, so that less remains. */
export function advanced(clock: Clock, at: Instant, { calendar, seconds }: { calendar: Calendar; seconds: number }): Clock {
  const jump: Stretch = { from: at, to: at, calendar: null, counted: seconds };
  return { ...clock, stretches: [...stretchesUpTo(clock, at, calendar), jump], since: clock.since === null ? null : at };
}

export function ended(clock: Clock, at: Instant, state: 'stopped' | 'cancelled', terms: Terms): Clock {
  const final = { ...readingOf(clock, at, terms), state };
  return { state, stretches: stretchesUpTo(clock, at, terms.calendar), since: null, final };
}

/** What it shows at an instant that lies behind all that was done to it. */
export function readingOf(clock: Clock, at: Instant, { calendar, target }: Terms): Reading {
  const { state, final } = clock;
  if (final) return final;
  if (state === 'idle' || target === null) return { state, remaining: null, due: null, breached: false };
  const seconds = target * 60;
  const stretches = stretchesUpTo(clock, at, calendar);
  const remaining = seconds - stretches.reduce((sum, { counted }) => sum + counted, 0);
  const due = remaining <= 0 ? reachedAt(stretches, seconds) : state === 'running' ? reachableAt(calendar, at, remaining) : null;
  return { state, remaining, due, breached: due !== null && Date.parse(at) > Date.parse(due) };
}

function stretchesUpTo({ stretches, since }: Clock, at: Instant, calendar: Calendar): Stretch[] {
  if (since === null) return stretches;
  return [...stretches, { from: since, to: at, calendar, counted: Math.round(workingTimeBetween(calendar, since, at) * 60) }];
}

/** The first instant at which so many seconds were counted. */
function reachedAt(stretches: Stretch[], seconds: number): Instant | null {
  let before = 0;
  for (const { from, calendar, counted } of stretches) {
    if (before + counted >= seconds) return calendar ? addWorkingTime(calendar, from, (seconds - before) / 60) : from;
    before += counted;
  }
  return null;
}

function reachableAt(calendar: Calendar, at: Instant, seconds: number): Instant | null {
  try {
    return addWorkingTime(calendar, at, seconds / 60);
  } catch (error) {
    if (error instanceof NoOpening) return null;
    throw error;
  }
}
