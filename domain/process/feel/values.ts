import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import type { Json } from '../types.ts';
import { FeelError } from './feel-error.ts';

/**
 * A FEEL value: JSON (null, boolean, number, string, list, context) or one of feelin's classes for dates, times,
 * durations, ranges and functions, so that its built-in functions can be called on ours.
 */
export type Value = unknown;
export type Context = Record<string, Value>;
type Temporal = FeelDate | FeelTime | FeelDateTime;

export type TypeName =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function';

export function typeOf(value: Value): TypeName {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDuration) {
    return yearsMonths(value) ? 'years and months duration' : 'days and time duration';
  }
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return 'context';
}

/** Whether a duration counts in months (feelin keeps that to itself, but then has no days). */
export function yearsMonths(duration: FeelDuration): boolean {
  return duration.years !== null;
}

/** Parts of a value that are looked at: a list that holds another twice, thirty times over, has a thousand million. */
const MOST_PARTS = 500_000;
/** Parts that may still be looked at; an evaluation is one. */
export interface Work {
  budget: number;
}

/** Spends for every part of a value, however often it is part of it. */
export function weigh(value: Value, work: Work): void {
  if (typeof value !== 'object' || value === null) return;
  const inner: Value[] = Array.isArray(value) ? value : isContext(value) ? Object.values(value) : [];
  spend(work, inner.length);
  for (const one of inner) weigh(one, work);
}

export function spend(work: Work, amount: number): void {
  work.budget -= amount;
  if (work.budget < 0) throw new FeelError('EXPRESSION_BUDGET', 'the values have too many parts');
}

export function isContext(value: Value): value is Context {
  return typeOf(value) === 'context';
}

/** `=` of FEEL: null where the types differ, except that anything may be compared with null. */
export function equals(a: Value, b: Value, work: Work = { budget: MOST_PARTS }): boolean | null {
  if (a === b) return true;
  const type = typeOf(a);
  const other = typeOf(b);
  if (type === 'null' || other === 'null') return type === other;
  if (type !== other) return null;
  if (Array.isArray(a) && Array.isArray(b)) return equalLists(a, b, work);
  if (type === 'context') return equalContexts(a as Context, b as Context, work);
  if (a instanceof FeelRange && b instanceof FeelRange) return equalRanges(a, b);
  if (type === 'time' || type === 'date and time') {
    if ((zoneOf(a as Temporal) === null) !== (zoneOf(b as Temporal) === null)) return false;
  }
  const left = rank(a);
  return left !== null && typeof left === 'number' ? left === rank(b) : false;
}

/** Negative, zero or positive; null where the two have no order. */
export function compare(a: Value, b: Value): number | null {
  if (typeof a === 'number' && typeof b === 'number') return Number.isNaN(a) || Number.isNaN(b) ? null : a < b ? -1 : a > b ? 1 : 0;
  const type = typeOf(a);
  if (type !== typeOf(b)) return null;
  const left = rank(a);
  const right = rank(b);
  if (left === null || right === null) return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What orders values of one type: a number or string, null where the type has no order. */
function rank(value: Value): number | string | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof FeelDate) return Date.UTC(value.year, value.month - 1, value.day);
  if (value instanceof FeelDateTime) return value.unwrap().toZonedDateTime(zoneOf(value) ?? 'UTC').epochMilliseconds;
  if (value instanceof FeelTime) {
    const offset = value['time offset'];
    return sinceMidnight(value) - (offset === null ? 0 : milliseconds(offset));
  }
  if (value instanceof FeelDuration) return yearsMonths(value) ? months(value) : milliseconds(value);
  return null;
}

export function months(duration: FeelDuration): number {
  return (duration.years ?? 0) * 12 + (duration.months ?? 0);
}

export function milliseconds(duration: FeelDuration): number {
  return duration.unwrap().total({ unit: 'millisecond' });
}

/**
 * A value as it is kept in a variable: temporals as ISO strings (the dialect's rule), functions and ranges as null.
 * Returns the same object where nothing had to change, so that large variables are not copied.
 * @throws FeelError where it has too many parts
 */
export function toJson(value: Value, work: Work = { budget: MOST_PARTS }): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) {
    spend(work, value.length);
    const items = value.map((item) => toJson(item, work));
    return items.every((item, index) => item === value[index]) ? (value as Json) : items;
  }
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime) return value.toString();
  if (value instanceof FeelDuration) return value.toString();
  if (!isContext(value)) return null;
  const entries = Object.entries(value).map(([key, item]) => [key, toJson(item, work)] as const);
  spend(work, entries.length);
  return entries.every(([key, item]) => item === value[key]) ? (value as Json) : Object.fromEntries(entries);
}

/** The zone of a temporal, null where it is local (feelin's types promise one always). */
export function zoneOf(value: Temporal): string | null {
  return value instanceof FeelDate ? null : value.timezone;
}

function sinceMidnight(value: FeelTime): number {
  const time = value.unwrap();
  return ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond;
}

function equalLists(a: Value[], b: Value[], work: Work): boolean {
  spend(work, a.length);
  return a.length === b.length && a.every((item, index) => equals(item, b[index], work) === true);
}

function equalContexts(a: Context, b: Context, work: Work): boolean {
  const keys = Object.keys(a);
  spend(work, keys.length);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equals(a[key], b[key], work) === true);
}

function equalRanges(a: FeelRange, b: FeelRange): boolean {
  return (
    a['start included'] === b['start included'] &&
    a['end included'] === b['end included'] &&
    equals(a.start, b.start) === true &&
    equals(a.end, b.end) === true
  );
}
