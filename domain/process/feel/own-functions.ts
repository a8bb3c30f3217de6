import { duration, FeelDate, FeelDateTime, FeelTime, parseDateTime } from 'feelin';
import type { Builtin } from './functions.ts';
import { ofMonths } from './temporal.ts';
import { compare, equals, isContext, spend, zoneOf, type Value, type Work } from './values.ts';

/** Functions of the dialect that feelin lacks, and those that it has otherwise than the standard says. */
export const OWN_FUNCTIONS: Record<string, Builtin> = {
  'date and time': { parameters: ['date', 'time', 'from'], call: ([a, b, from]) => dateAndTime(a ?? from, b) },
  duration: { parameters: ['from'], call: ([from]) => (typeof from === 'string' ? duration(from) : null) },
  'years and months duration': { parameters: ['from', 'to'], call: ([from, to]) => monthsBetween(from, to) },
  'list contains': {
    parameters: ['list', 'element'],
    call: ([list, element]) => (Array.isArray(list) ? list.some((item) => equals(item, element) === true) : null),
  },
  'index of': {
    parameters: ['list', 'match'],
    call: ([list, match]) =>
      Array.isArray(list) ? list.flatMap((item, index) => (equals(item, match ?? null) === true ? [index + 1] : [])) : null,
  },
  min: { parameters: ['...list'], call: (args) => extreme(args, (order) => order < 0) },
  max: { parameters: ['...list'], call: (args) => extreme(args, (order) => order > 0) },
  'get or else': { parameters: ['value', 'default'], call: ([value, other]) => value ?? other ?? null },
  'is empty': { parameters: ['list'], call: ([list]) => (Array.isArray(list) ? list.length === 0 : null) },
  'is blank': { parameters: ['string'], call: ([text]) => (typeof text === 'string' ? text.trim() === '' : null) },
  trim: { parameters: ['string'], call: ([text]) => (typeof text === 'string' ? text.trim() : null) },
  'duplicate values': { parameters: ['list'], call: ([list], work) => (Array.isArray(list) ? duplicates(list, work) : null) },
  partition: { parameters: ['list', 'size'], call: ([list, size]) => partition(list, size) },
  'last day of month': {
    parameters: ['date'],
    call: ([date]) =>
      date instanceof FeelDate || date instanceof FeelDateTime ? new Date(Date.UTC(date.year, date.month, 0)).getUTCDate() : null,
  },
  'to base64': {
    parameters: ['value'],
    call: ([text]) => (typeof text === 'string' ? Buffer.from(text).toString('base64') : null),
  },
  'from base64': {
    parameters: ['value'],
    call: ([text]) => (typeof text === 'string' ? Buffer.from(text, 'base64').toString() : null),
  },
  'get keys': { parameters: ['context'], call: ([context]) => (isContext(context) ? Object.keys(context) : null) },
};

/** Time zones are kept (`@Europe/Vienna`); also the dialect's own form `[Europe/Vienna]` is understood. */
function dateAndTime(a: Value, b: Value): Value {
  if (typeof a === 'string' && typeof b === 'string') {
    const at = parseDateTime(a);
    return at ? inZone(at, b) : null;
  }
  if (typeof a === 'string') return parseDateTime(a.replace(/(?:Z|[+-]\d\d:\d\d)?\[([\w/+-]+)\]$/, '@$1'));
  if (a instanceof FeelDateTime && b === undefined) return a;
  if (a instanceof FeelDateTime && typeof b === 'string') return inZone(a, b);
  if (a instanceof FeelDate && b === undefined) return new FeelDateTime(a.unwrap().toPlainDateTime(), null);
  if ((a instanceof FeelDate || a instanceof FeelDateTime) && b instanceof FeelTime) {
    const day = a instanceof FeelDate ? a.unwrap() : a.unwrap().toPlainDate();
    return new FeelDateTime(day.toPlainDateTime(b.unwrap()), b.timezone);
  }
  return null;
}

/** The same instant on the clock of another zone. */
function inZone(at: FeelDateTime, zone: string): Value {
  const instant = at.unwrap().toZonedDateTime(zoneOf(at) ?? 'UTC');
  return new FeelDateTime(instant.withTimeZone(zone).toPlainDateTime(), zone);
}

function monthsBetween(from: Value, to: Value): Value {
  const day = (value: Value) =>
    value instanceof FeelDate ? value.unwrap() : value instanceof FeelDateTime ? value.unwrap().toPlainDate() : null;
  const start = day(from);
  const end = day(to);
  return start && end ? ofMonths(start.until(end, { largestUnit: 'month' }).months) : null;
}

/** The smallest or largest of a list or of the arguments, of any type with an order. */
function extreme(args: Value[], better: (order: number) => boolean): Value {
  const items: Value[] = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
  let best: Value = items[0] ?? null;
  for (const item of items) {
    const order = compare(item, best);
    if (order === null) return null;
    if (better(order)) best = item;
  }
  return best;
}

function duplicates(list: Value[], work: Work): Value[] {
  const seen: Value[] = [];
  const found: Value[] = [];
  for (const item of list) {
    const same = (other: Value) => equals(item, other, work) === true;
    spend(work, 1 + (seen.length >> 3));
    if (!seen.some(same)) seen.push(item);
    else if (!found.some(same)) found.push(item);
  }
  return found;
}

function partition(list: Value, size: Value): Value {
  if (!Array.isArray(list) || typeof size !== 'number' || size < 1) return null;
  const parts: Value[] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
