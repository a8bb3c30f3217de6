import type { Calendar, Instant } from './calendar.ts';
import type { Reading } from './clock.ts';
import { CLOCKS, type ClockName } from './clocks.ts';
import { type Calendars, type ClockMove, levelOf, readingsAt } from './request-clocks.ts';

/** Why a clock changed. */
export type ClockCause = ClockMove['type'] | 'waits-for-customer' | 'waits-for-expert' | 'calendar-changed';

/** What became of one clock at an instant. */
export interface ClockChange {
  at: Instant;
  clock: ClockName;
  cause: ClockCause;
  /** Afterwards. */
  state: Reading['state'];
  /** Minutes counted until then; null without a target. */
  counted: number | null;
  /** When it will be due if nothing changes; null while it stands still and without a target. */
  due: Instant | null;
}

/** The history of a request's clocks up to an instant, oldest first: each change, its cause, what was counted by then and what would be due from there on. */
export function clockStory(moves: readonly ClockMove[], calendars: Calendars, until: Instant): ClockChange[] {
  const happened = moves.filter(({ at }) => at <= until);
  const changes = happened.flatMap((move, index) => {
    const after = happened.slice(0, index + 1);
    const before = index === 0 ? null : readingsAt(happened.slice(0, index), calendars, move.at);
    return changesOf({ at: move.at, cause: causeOf(move), before, after: readingsAt(after, calendars, move.at), moves: after });
  });
  return [...changes, ...calendarChanges(happened, calendars, until)].toSorted((a, b) => a.at.localeCompare(b.at));
}

interface Between {
  at: Instant;
  cause: ClockCause;
  before: Record<ClockName, Reading> | null;
  after: Record<ClockName, Reading>;
  moves: readonly ClockMove[];
}

function changesOf({ at, cause, before, after, moves }: Between): ClockChange[] {
  return CLOCKS.flatMap((clock) => {
    const [was, is] = [before?.[clock], after[clock]];
    const isNew = was === undefined ? is.state !== 'idle' : was.state !== is.state || was.due !== is.due;
    return isNew ? [{ at, clock, cause, state: is.state, counted: countedOf(moves, clock, is), due: is.due }] : [];
  });
}

function countedOf(moves: readonly ClockMove[], clock: ClockName, { remaining }: Reading): number | null {
  const { policy, priority } = levelOf(moves);
  const target = policy.targets[priority]?.[clock] ?? null;
  return target === null || remaining === null ? null : Math.max(0, Math.round(target - remaining / 60));
}

function causeOf(move: ClockMove): ClockCause {
  return move.type === 'wait-begun' ? `waits-for-${move.for}` : move.type;
}

/** New versions that began to count while the request was open. */
function calendarChanges(moves: readonly ClockMove[], calendars: Calendars, until: Instant): ClockChange[] {
  const [first] = moves;
  if (!first) return [];
  const key = levelOf(moves).calendar;
  return beginnings(calendars[key]).flatMap((at) => {
    const known = moves.filter((move) => move.at <= at);
    if (at <= first.at || at > until || known.length === 0) return [];
    const before = { ...calendars, [key]: withoutFrom(calendars[key]!, at) };
    const after = { ...calendars, [key]: withoutAfter(calendars[key]!, at) };
    const readings = [before, after].map((those) => readingsAt(known, those, at));
    return changesOf({ at, cause: 'calendar-changed', before: readings[0]!, after: readings[1]!, moves: known });
  });
}

function beginnings(calendar: Calendar | undefined): Instant[] {
  return calendar?.next ? [calendar.next.from, ...beginnings(calendar.next.calendar)] : [];
}

/** As if the version that begins then, and all after it, had not come. */
function withoutFrom({ next, ...calendar }: Calendar, at: Instant): Calendar {
  return next && next.from < at ? { ...calendar, next: { ...next, calendar: withoutFrom(next.calendar, at) } } : calendar;
}

function withoutAfter({ next, ...calendar }: Calendar, at: Instant): Calendar {
  return next && next.from <= at ? { ...calendar, next: { ...next, calendar: withoutAfter(next.calendar, at) } } : calendar;
}
