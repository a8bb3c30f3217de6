import { FeelDate, FeelDateTime, FeelDuration, parseDateTime } from 'feelin';
import type { Moddle } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';
import { toEpoch } from '../feel/temporal.ts';
import { isContext, type Value } from '../feel/values.ts';
import type { Expression } from '../graph.ts';
import { evaluate } from '../run/evaluate.ts';
import { Fault, type Run } from '../run/run.ts';
import type { Wait } from '../state.ts';
import { visible } from '../run/variables.ts';
import type { ActivationId, Instant } from '../types.ts';
import { type Cycle, firingAfter, instantOf, later, lengthOf, parseCycle } from './cycle.ts';

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
  return waitUntil(data.timer, evaluate(run, from, data.value), run.event.at);
}

/** As {@link armTimer}, for a date. Null: the variable that it reads leaves it open for now. @throws Fault */
export function armDate(run: Run, from: ActivationId, data: TimerData): TimerWait | null {
  const value = evaluate(run, from, data.value);
  return value === null && isLeftOpen(run, from, data.value) ? null : waitUntil(data.timer, value, run.event.at);
}

/** A path in it leads to something that is there and null: nothing is misspelt, there is no date yet. */
function isLeftOpen(run: Run, from: ActivationId, value: Expression): boolean {
  const paths = 'feel' in value ? (value.feel.match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+/g) ?? []) : [];
  return paths.some((path) => {
    const [name = '', ...keys] = path.split('.');
    let at: Value = visible(run, from, name);
    for (const key of keys) at = at !== undefined && isContext(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    return at === null;
  });
}

/** The wait of a timer armed now; see {@link armTimer}. @throws Fault */
export function waitUntil(timer: TimerData['timer'], value: Value, now: Instant): TimerWait | null {
  if (timer === 'date') return armed(date(value), now);
  if (timer === 'duration') {
    const length = value instanceof FeelDuration ? value : typeof value === 'string' ? lengthOf(value) : null;
    const at = length && later(now, length);
    if (at === null) throw fault('a duration like PT4H', value);
    return armed(at, now);
  }
  const cycle = typeof value === 'string' ? parseCycle(value) : null;
  if (!cycle) throw fault('a cycle like R3/PT1H or 0 0 9 * * MON-FRI', value);
  return armCycle(cycle, now);
}

/** The first firing of a cycle from now on; the ones missed before are left out. Null: there is none. */
function armCycle({ times, start, every, end }: Cycle, now: Instant): TimerWait | null {
  const wait: TimerWait = { for: 'timer', at: start ?? now, firing: 1, every, left: times, ...(end === null ? {} : { until: end }) };
  if (start === null) return nextFiring({ ...wait, firing: 0 }, now);
  const first = counted(wait, start, 1);
  if (!first || start > now) return first;
  return start === now ? { ...first, due: true } : nextFiring({ ...first, firing: 0 }, now);
}

/** The same timer after it has fired; firings that lie in the past are left out. Null: that was the last. */
export function nextFiring(wait: TimerWait, now: Instant): TimerWait | null {
  if (wait.every === undefined) return null;
  const next = firingAfter(wait.every, wait.at, now);
  return next && counted({ ...wait, firing: wait.firing + 1 }, next.at, next.skipped + 1);
}

/** The wait at its next instant, with `used` firings counted off. */
function counted({ due: _due, ...wait }: TimerWait, at: Instant, used: number): TimerWait | null {
  const left = typeof wait.left === 'number' ? wait.left - used : wait.left;
  const over = (typeof left === 'number' && left < 0) || (wait.until !== undefined && at > wait.until);
  return over ? null : { ...wait, at, ...(left === undefined ? {} : { left }) };
}

function understands(timer: TimerData['timer'], text: string): boolean {
  if (timer === 'duration') return lengthOf(text) !== null;
  return timer === 'date' ? instantOf(text) !== null : parseCycle(text) !== null;
}

function armed(at: Instant, now: Instant): TimerWait {
  return { for: 'timer', at, firing: 1, ...(at <= now ? { due: true as const } : {}) };
}

function date(value: Value): Instant {
  const at = instant(typeof value === 'string' ? parseDateTime(value) : value);
  if (at === null) throw fault('a date like 2026-12-24T12:00:00Z', value);
  return at;
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
