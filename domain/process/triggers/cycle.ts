import { duration, type FeelDuration, parseDateTime } from 'feelin';
import { add, toEpoch } from '../feel/temporal.ts';
import { milliseconds, yearsMonths } from '../feel/values.ts';
import type { Instant } from '../types.ts';
import { nextOf, parseCron } from './cron.ts';

/** A repeating timer as a process says it: `every` is an ISO 8601 duration or a cron schedule in UTC. */
export interface Cycle {
  /** How often; null without end. */
  times: number | null;
  start: Instant | null;
  every: string;
  /** No firing after it. */
  end: Instant | null;
}

const REPEATING = /^R(\d*)\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/;

/** `R[n]/[start/]duration[/end]`, `R[n]/start/end`, six cron fields or `@daily` and the like; null where it is none of them. */
export function parseCycle(text: string): Cycle | null {
  const written = text.trim();
  const cron = parseCron(written);
  if (cron) return nextOf(cron, 0) === null ? null : { times: null, start: null, every: written, end: null };
  const found = REPEATING.exec(written);
  if (!found) return null;
  const [, times = '', ...rest] = found;
  const parts = rest.filter((part) => part !== undefined);
  const start = parts[0]?.startsWith('P') ? null : instantOf(parts.shift() ?? '');
  const [length = '', until] = parts;
  const every = lengthOf(length) ?? (until === undefined ? between(start, length) : null);
  const end = until === undefined ? null : instantOf(until);
  const understood = rest[0]?.startsWith('P') || start !== null;
  if (!understood || !every || !isForward(every) || (until !== undefined && end === null) || parts.length > 2) return null;
  return { times: times === '' ? null : Number(times), start, every: every.toString(), end };
}

/** The first firing of `at`, `at` + every, `at` + 2 every … that lies after `now`, and how many of them come before. Computed, not counted. */
export function firingAfter(every: string, at: Instant, now: Instant): { at: Instant; skipped: number } | null {
  const length = lengthOf(every);
  if (!length) {
    const cron = parseCron(every);
    const next = cron && nextOf(cron, Math.max(Date.parse(at), Date.parse(now)));
    return next === null ? null : { at: new Date(next).toISOString(), skipped: 0 };
  }
  const passed = Date.parse(now) - Date.parse(at);
  if (!yearsMonths(length)) {
    const skipped = Math.max(0, Math.floor(passed / milliseconds(length)));
    return { at: new Date(Date.parse(at) + (skipped + 1) * milliseconds(length)).toISOString(), skipped };
  }
  // Months have different lengths: from just before the estimate it is a step or two.
  for (let skipped = Math.max(0, Math.floor(passed / average(length)) - 3); ; skipped += 1) {
    const next = later(at, times(length, skipped + 1));
    if (next === null || next > now) return next === null ? null : { at: next, skipped };
  }
}

/** A duration as timers know it: also in weeks. */
export function lengthOf(text: string): FeelDuration | null {
  const weeks = /^(-?)P(\d+)W$/.exec(text.trim());
  return duration(weeks ? `${weeks[1]}P${Number(weeks[2]) * 7}D` : text.trim());
}

/** Null where it is out of reach. */
export function later(at: Instant, by: FeelDuration): Instant | null {
  const epoch = toEpoch(add(parseDateTime(at), by));
  return epoch === null ? null : new Date(epoch.ms).toISOString();
}

/** A date and time written as text; one without a zone is read as UTC. */
export function instantOf(text: string): Instant | null {
  const epoch = toEpoch(parseDateTime(text));
  return epoch === null ? null : new Date(epoch.ms).toISOString();
}

function between(start: Instant | null, end: string): FeelDuration | null {
  const to = instantOf(end);
  return start === null || to === null ? null : duration(Date.parse(to) - Date.parse(start));
}

function isForward(every: FeelDuration): boolean {
  const base = '2000-01-01T00:00:00.000Z';
  return (later(base, every) ?? base) > base;
}

function times(length: FeelDuration, count: number): FeelDuration {
  const { years, months, days, hours, minutes, seconds } = length.unwrap();
  const [y, m, d, h, min, s] = [years, months, days, hours, minutes, seconds].map((one) => one * count);
  return duration(`P${y}Y${m}M${d}DT${h}H${min}M${s}S`) ?? length;
}

function average(length: FeelDuration): number {
  const { years, months, days } = length.unwrap();
  return (years * 365.2425 + months * 30.436875 + days) * 86_400_000;
}
