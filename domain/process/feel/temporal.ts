import { duration, FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { milliseconds, months, yearsMonths, zoneOf, type Value } from './values.ts';

/** `+` where a temporal takes part; null where FEEL has no such sum. */
export function add(a: Value, b: Value): Value {
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addDurations(a, b, 1);
  if (b instanceof FeelDuration) return shift(a, b, 1);
  if (a instanceof FeelDuration) return shift(b, a, 1);
  return null;
}

/** `-` where a temporal takes part. */
export function subtract(a: Value, b: Value): Value {
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addDurations(a, b, -1);
  if (b instanceof FeelDuration) return shift(a, b, -1);
  if (a instanceof FeelTime && b instanceof FeelTime) return new FeelDuration(a.unwrap().since(b.unwrap()), false);
  const left = toEpoch(a);
  const right = toEpoch(b);
  if (left === null || right === null) return null;
  return left.zoned === right.zoned || a instanceof FeelDate || b instanceof FeelDate ? duration(left.ms - right.ms) : null;
}

/** duration × number: feelin gives null, the standard a duration (DMN 1.5, table 54). */
export function scale(length: FeelDuration, factor: number): Value {
  if (!Number.isFinite(factor)) return null;
  return yearsMonths(length) ? ofMonths(Math.trunc(months(length) * factor)) : duration(Math.round(milliseconds(length) * factor));
}

/** duration ÷ duration of the same kind: a number. */
export function ratio(a: FeelDuration, b: FeelDuration): number | null {
  if (yearsMonths(a) !== yearsMonths(b)) return null;
  const [left, right] = yearsMonths(a) ? [months(a), months(b)] : [milliseconds(a), milliseconds(b)];
  return right === 0 ? null : left / right;
}

export function ofMonths(count: number): Value {
  return duration(`${count < 0 ? '-' : ''}P${Math.abs(count)}M`);
}

/** Milliseconds since 1970 of a date or date and time; one without zone is read as UTC. */
export function toEpoch(value: Value): { ms: number; zoned: boolean } | null {
  if (value instanceof FeelDate) return { ms: Date.UTC(value.year, value.month - 1, value.day), zoned: false };
  if (!(value instanceof FeelDateTime)) return null;
  const zone = zoneOf(value);
  return { ms: value.unwrap().toZonedDateTime(zone ?? 'UTC').epochMilliseconds, zoned: zone !== null };
}

function shift(value: Value, by: FeelDuration, sign: 1 | -1): Value {
  const length = sign < 0 ? by.unwrap().negated() : by.unwrap();
  if (value instanceof FeelTime) return new FeelTime(value.unwrap().add(length), value.timezone);
  if (value instanceof FeelDate) {
    const wholeDays = yearsMonths(by) || milliseconds(by) % 86_400_000 === 0;
    if (wholeDays) return new FeelDate(value.unwrap().add(length));
    return new FeelDateTime(value.unwrap().toPlainDateTime().add(length), 'UTC');
  }
  if (!(value instanceof FeelDateTime)) return null;
  const zone = zoneOf(value);
  if (zone === null || yearsMonths(by)) return new FeelDateTime(value.unwrap().add(length), zone);
  // Across a change of summer time PT24H is 24 hours: the instant moves, not the wall clock (feelin moves the clock).
  const moved = value
    .unwrap()
    .toZonedDateTime(zone)
    .add({ milliseconds: sign * milliseconds(by) });
  return new FeelDateTime(moved.toPlainDateTime(), zone);
}

function addDurations(a: FeelDuration, b: FeelDuration, sign: 1 | -1): Value {
  if (yearsMonths(a) !== yearsMonths(b)) return null;
  return yearsMonths(a) ? ofMonths(months(a) + sign * months(b)) : duration(milliseconds(a) + sign * milliseconds(b));
}
