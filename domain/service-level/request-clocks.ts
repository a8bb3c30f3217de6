import type { Calendar, Instant } from './calendar.ts';
import type { Reading } from './clock.ts';
import { type Awaited, type ClockEvent, type ClockName, type ClockPolicy, clocksAt } from './clocks.ts';
import { type Load, laterThan } from './expected-time.ts';
import { nextNoticeAt } from './notice.ts';

/** What a request is owed, as its service level said when it was asked: later tables leave it alone. */
export interface Level {
  /** Key of a calendar. */
  calendar: string;
  /** Of `policy.targets` the one that counts. */
  priority: string;
  policy: ClockPolicy;
  /** Share of a target after which it is at risk, 0 to 1. */
  atRiskShare: number;
}

/** What moved the clocks of one request, as it is kept with it. */
export type ClockMove = { at: Instant } & (
  | ({ type: 'received' | 'level-changed' } & Level)
  | { type: 'agent-replied' | 'customer-replied' | 'resolved' | 'cancelled' }
  | { type: 'wait-begun' | 'wait-ended'; for: Awaited }
  | { type: 'joined'; remaining: Record<ClockName, number | null> }
);

/** What is kept with the request. */
export interface RequestClocks {
  moves: ClockMove[];
  /** What its process was told last, and after how many moves; null: all must be counted again. */
  told: Deadlines;
  after: number | null;
  /** The calendars' versions that `told` counts with: each key's newest number. */
  numbers: Record<string, number>;
  /** Set by a person: stands above what the table says. */
  priority?: number;
  /** Hash of the graph by whose table it goes on, since that was said to count for open requests too; else that of its own process. */
  table?: string;
}

/** Calendars by key, each with all its versions. */
export type Calendars = Readonly<Record<string, Calendar>>;

/** Instants; null where there is no target, nothing is owed any more, or the clock stands still. */
export interface OwedDeadlines {
  /** Of the response that is owed now: the first one, or the next one to a customer who wrote again. */
  firstResponseAt: Instant | null;
  resolutionAt: Instant | null;
  /** What is owed next: the response, else the resolution; and when that is at risk. */
  dueAt: Instant | null;
  atRiskAt: Instant | null;
}

/** Beside what is owed, what the customer was told. */
export interface Deadlines extends OwedDeadlines {
  /** The response, or the resolution where only that is promised. */
  promiseAt: Instant | null;
  /** When the customer hears something by itself if nothing has gone out until then (M5); null: no response is owed. */
  noticeAt: Instant | null;
}

/** What the clocks of a request show at an instant. */
export function readingsAt(moves: readonly ClockMove[], calendars: Calendars, at: Instant, share = 1): Record<ClockName, Reading> {
  const shown = clocksAt(
    moves.map((move) => eventOf(move, calendars)),
    at,
    share,
  )[''];
  if (!shown) throw new Error(`The request's clocks have not begun by ${at}.`);
  return shown;
}

/** Seconds left of the clocks that run or stand still; null for the others. */
export function remainingAt(moves: readonly ClockMove[], calendars: Calendars, at: Instant): Record<ClockName, number | null> {
  const { first, next, resolution } = readingsAt(moves, calendars, at);
  const left = ({ state, remaining }: Reading) => (state === 'running' || state === 'paused' ? remaining : null);
  return { first: left(first), next: left(next), resolution: left(resolution) };
}

/** Which clock counts next: the response that is owed, else the resolution; null where nothing is owed any more. */
function owedClock(readings: Record<ClockName, Reading>): ClockName | null {
  return (['first', 'next', 'resolution'] as const).find((name) => isOwed(readings[name])) ?? null;
}

/** The deadlines that follow from all that has happened up to an instant. */
export function deadlinesAt(moves: readonly ClockMove[], calendars: Calendars, at: Instant): OwedDeadlines {
  const readings = readingsAt(moves, calendars, at);
  const due = (name: ClockName) => (isOwed(readings[name]) ? readings[name].due : null);
  const owed = owedClock(readings);
  const atRisk = owed === null ? null : readingsAt(moves, calendars, at, levelOf(moves).atRiskShare)[owed];
  return {
    firstResponseAt: owed === 'next' ? due('next') : due('first'),
    resolutionAt: due('resolution'),
    dueAt: owed === null ? null : due(owed),
    atRiskAt: atRisk?.due ?? null,
  };
}

/**
 * What the process and the customer are told now: a promise stands as it was told until the response is given; the next one is promised anew.
 * @param load of the topic: the promise is later where the queue is longer
 */
export function toldNow(
  { moves, told }: { moves: readonly ClockMove[]; told: Deadlines | null },
  calendars: Calendars,
  load: Load | null = null,
): Deadlines {
  const at = moves.at(-1)?.at ?? '';
  const deadlines = deadlinesAt(moves, calendars, at);
  const { first, next } = readingsAt(moves, calendars, at);
  if (![first, next].some(({ state }) => state === 'running' || state === 'paused'))
    return { ...deadlines, promiseAt: null, noticeAt: null };
  if (told && told.noticeAt !== null) return { ...deadlines, promiseAt: told.promiseAt, noticeAt: told.noticeAt };
  const target = deadlines.firstResponseAt ?? deadlines.resolutionAt;
  const calendar = calendars[levelOf(moves).calendar];
  const promiseAt = target && calendar ? laterThan(target, { calendar, at, load }) : target;
  return { ...deadlines, promiseAt, noticeAt: nextNoticeAt({ owedSince: at, heardAt: at, noticedAt: null, promiseAt }) };
}

/**
 * What must have moved the clocks of a request that got none when it came: after an answer it waited for the customer until he wrote again. Of earlier answers and waits
 * nothing is known.
 */
export function movesBefore(
  level: Level,
  { arrival, answeredAt, owedSince }: { arrival: Date; answeredAt: Date | null; owedSince: Date | null },
): ClockMove[] {
  const moves: ClockMove[] = [{ at: arrival.toISOString(), type: 'received', ...level }];
  if (!answeredAt || answeredAt < arrival) return moves;
  const at = answeredAt.toISOString();
  moves.push({ at, type: 'agent-replied' }, { at, type: 'wait-begun', for: 'customer' });
  if (owedSince && owedSince > answeredAt) moves.push({ at: owedSince.toISOString(), type: 'customer-replied' });
  return moves;
}

/** The service level that counts now. */
export function levelOf(moves: readonly ClockMove[]): Level {
  const last = moves.findLast((move) => move.type === 'received' || move.type === 'level-changed');
  if (!last) throw new Error('The request has no service level yet.');
  const { calendar, priority, policy, atRiskShare } = last as Level;
  return { calendar, priority, policy, atRiskShare };
}

/** For whom the clocks know that the request waits. */
export function waitsIn(moves: readonly ClockMove[]): Set<Awaited> {
  const waits = new Set<Awaited>();
  for (const move of moves) {
    if (move.type === 'wait-begun') waits.add(move.for);
    else if (move.type === 'wait-ended') waits.delete(move.for);
    else if (move.type === 'customer-replied') waits.delete('customer');
    else if (move.type === 'resolved' || move.type === 'cancelled') waits.clear();
  }
  return waits;
}

const isOwed = ({ state, due, remaining }: Reading): boolean =>
  (state === 'running' || state === 'paused') && (due !== null || remaining !== null);

function eventOf(move: ClockMove, calendars: Calendars): ClockEvent {
  if (!('calendar' in move)) return { ...move, request: '' };
  const calendar = calendars[move.calendar];
  if (!calendar) throw new Error(`There is no calendar "${move.calendar}".`);
  return { ...move, request: '', calendar };
}
