import { duration, FeelDate, FeelDateTime, FeelDuration, parseDateTime } from 'feelin';
import type { Moddle } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';
import { add, toEpoch } from '../feel/temporal.ts';
import type { Value } from '../feel/values.ts';
import type { Expression } from '../graph.ts';
import { evaluate } from '../run/evaluate.ts';
import { Fault, type Run } from '../run/run.ts';
import type { Wait } from '../state.ts';
import type { ActivationId, Instant } from '../types.ts';

export type TimerData = { on: 'timer'; timer: 'date' | 'duration' | 'cycle'; value: Expression };
export type TimerWait = Extract<Wait, { for: 'timer' }>;

/** `cycles`: whether this event may fire more than once. */
export function readTimer(source: Source, definition: Moddle, cycles: boolean): TimerData {
  const texts = (['timeDate', 'timeDuration', 'timeCycle'] as const).flatMap((key) => {
    const body = (definition[key] as Moddle | undefined)?.body;
    return typeof body === 'string' && body.trim() !== '' ? [{ key, body: body.trim() }] : [];
  });
  const [only] = texts;
  const none: TimerData = { on: 'timer', timer: 'duration', value: { text: 'PT0S' } };
  if (!only || texts.length > 1) {
    source.report('timer-definition', 'timer');
    return none;
  }
  const timer = ({ timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const)[only.key];
  if (timer === 'cycle' && !cycles) source.report('timer-cycle', 'timer');
  const value = source.expression(only.body, 'timer') ?? none.value;
  if ('text' in value && !understands(timer, value.text)) {
    source.report('timer-value', 'timer', { value: value.text, timer });
  }
  return { on: 'timer', timer, value };
}

/**
 * The wait of a timer armed now, seen from an activation. What is due already is armed in the past.
 * @throws Fault where the value is no date, duration or cycle
 */
export function armTimer(run: Run, from: ActivationId, data: TimerData): TimerWait | null {
  const value = evaluate(run, from, data.value);
  const now = run.event.at;
  if (data.timer === 'date') return armed(date(value), now);
  if (data.timer === 'duration') {
    const length = value instanceof FeelDuration ? value : typeof value === 'string' ? duration(value) : null;
    if (!length) throw fault('a duration like PT4H', value);
    return armed(later(now, length), now);
  }
  const cycle = typeof value === 'string' ? parseCycle(value) : null;
  if (!cycle) throw fault('a cycle like R3/PT1H', value);
  if (cycle.times === 0) return null;
  const first = cycle.start ?? later(now, cycle.every);
  const wait = { ...armed(first, now), every: cycle.every.toString(), left: cycle.times === null ? null : cycle.times - 1 };
  return cycle.start !== null && first < now ? nextFiring(wait, now) : wait;
}

/** The same timer after it has fired; firings that lie in the past are left out. Null: that was the last. */
export function nextFiring(wait: TimerWait, now: Instant): TimerWait | null {
  if (wait.every === undefined) return null;
  const every = duration(wait.every);
  if (!every) return null;
  let { at, left } = wait;
  for (let skipped = 0; at <= now || skipped === 0; skipped += 1) {
    if (left === 0 || skipped > 1_000_000) return null;
    at = later(at, every);
    if (typeof left === 'number') left -= 1;
  }
  const { due: _due, ...rest } = wait;
  return { ...rest, at, firing: wait.firing + 1, ...(left === undefined ? {} : { left }) };
}

const CYCLE = /^R(\d*)\/(?:([^/P]+)\/)?(P[^/]+)$/;

interface Cycle {
  times: number | null;
  start: Instant | null;
  every: FeelDuration;
}

function parseCycle(text: string): Cycle | null {
  const found = CYCLE.exec(text.trim());
  const every = found?.[3] === undefined ? null : duration(found[3]);
  if (!found || !every) return null;
  const base = '2000-01-01T00:00:00.000Z';
  if (later(base, every) <= base) return null;
  const start = found[2] === undefined ? null : instant(parseDateTime(found[2]));
  if (found[2] !== undefined && start === null) return null;
  return { times: found[1] === '' ? null : Number(found[1]), start, every };
}

function understands(timer: TimerData['timer'], text: string): boolean {
  if (timer === 'duration') return duration(text) !== null;
  return timer === 'date' ? instant(parseDateTime(text)) !== null : parseCycle(text) !== null;
}

function armed(at: Instant, now: Instant): TimerWait {
  return { for: 'timer', at, firing: 1, ...(at <= now ? { due: true as const } : {}) };
}

function date(value: Value): Instant {
  const at = instant(typeof value === 'string' ? parseDateTime(value) : value);
  if (at === null) throw fault('a date like 2026-12-24T12:00:00Z', value);
  return at;
}

function later(at: Instant, by: FeelDuration): Instant {
  const moved = instant(add(parseDateTime(at), by));
  if (moved === null) throw fault('a duration within reach', by);
  return moved;
}

function instant(value: Value): Instant | null {
  if (!(value instanceof FeelDate) && !(value instanceof FeelDateTime)) return null;
  const epoch = toEpoch(value);
  return epoch === null ? null : new Date(epoch.ms).toISOString();
}

function fault(wanted: string, value: Value): Fault {
  const found = value === null || value === undefined ? 'null' : JSON.stringify(value);
  return new Fault('EXTRACT_VALUE_ERROR', `the timer needs ${wanted}, not ${found}`);
}
