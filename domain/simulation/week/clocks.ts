import { position } from '../../process/position.ts';
import type { Said } from '../../process/simulate/request.ts';
import type { Calendar, Instant } from '../../service-level/calendar.ts';
import type { Awaited, ClockName } from '../../service-level/clocks.ts';
import { type ClockMove, type Deadlines, readingsAt, toldNow, waitsIn } from '../../service-level/request-clocks.ts';
import { waitsAt } from '../../service-level/waits.ts';
import type { Served } from './served.ts';

export interface At {
  at: Instant;
  calendars: Readonly<Record<string, Calendar>>;
}

type Unstamped<Move> = Move extends unknown ? Omit<Move, 'at'> : never;

/** Notes what moves the clocks, once they have begun. */
export function move(request: Served, made: Unstamped<ClockMove>, { at }: At): void {
  request.clocks?.moves.push({ at, ...made });
}

/** Of the clocks that end now, those that have run out. */
export function noteBreaches(request: Served, names: readonly ClockName[], { at, calendars }: At): void {
  if (!request.clocks) return;
  const readings = readingsAt(request.clocks.moves, calendars, at);
  for (const clock of names) {
    const { state, breached, due } = readings[clock];
    if (!breached || due === null || (state !== 'running' && state !== 'paused')) continue;
    const from = clock === 'next' ? (request.customer.owedSince ?? request.arrival) : request.arrival;
    request.breaches.push({ request, clock, from, due, at });
  }
}

/**
 * Where an event moved the clocks, deadlines and those of open tasks follow, as in activities/advance/follow-clocks.ts.
 * @returns what tells the process; null where nothing changed
 */
export function followClocks(request: Served, clock: At): Said | null {
  const { clocks, engine } = request;
  if (!clocks) return null;
  const known = waitsIn(clocks.moves);
  const now = engine.status === 'running' && engine.state ? waitsAt(position(engine.state)) : new Set<Awaited>();
  for (const awaited of ['customer', 'expert'] as const) {
    if (now.has(awaited) !== known.has(awaited))
      move(request, { type: now.has(awaited) ? 'wait-begun' : 'wait-ended', for: awaited }, clock);
  }
  if (clocks.after === clocks.moves.length) return null;
  const before = clocks.told;
  const told = toldNow(clocks, clock.calendars);
  Object.assign(clocks, { told, after: clocks.moves.length });
  for (const task of request.tasks) if (task.left > 0 && isOf(task.deadline, before)) task.deadline = told.dueAt;
  const changed = Object.entries(told).filter(([name, at]) => at !== before[name as keyof Deadlines]);
  if (changed.length === 0 || engine.status !== 'running') return null;
  return { type: 'reschedule', variables: { deadlines: Object.fromEntries(changed) } };
}

const isOf = (deadline: Instant | null, { dueAt, firstResponseAt }: Deadlines): boolean =>
  deadline === dueAt || (deadline !== null && deadline === firstResponseAt);
