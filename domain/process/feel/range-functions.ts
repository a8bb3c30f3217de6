import { FeelRange } from 'feelin';
import type { Builtin } from './functions.ts';
import { includes } from './tests.ts';
import { compare, equals, typeOf, type Value } from './values.ts';

/** Relations of points and ranges (DMN 1.5, table 78) that feelin has only by name. */
export const RANGE_FUNCTIONS: Record<string, Builtin> = {
  during: relation('value', 'range', (value, range) => {
    if (!(range instanceof FeelRange)) return null;
    return typeOf(value) === 'null' ? null : includes(range, value);
  }),
  coincides: relation('a', 'b', (a, b) => equals(a, b)),
  starts: relation('a', 'b', (a, b) => starts(a, b)),
  'started by': relation('a', 'b', (a, b) => starts(b, a)),
  finishes: relation('a', 'b', (a, b) => finishes(a, b)),
  'finished by': relation('a', 'b', (a, b) => finishes(b, a)),
  'overlaps before': relation('a', 'b', (a, b) => overlapsBefore(a, b)),
  'overlaps after': relation('a', 'b', (a, b) => overlapsAfter(a, b)),
};

function relation(first: string, second: string, holds: (a: Value, b: Value) => boolean | null): Builtin {
  return { parameters: [first, second], call: ([a, b]) => holds(a ?? null, b ?? null) };
}

function starts(a: Value, b: Value): boolean | null {
  if (!(b instanceof FeelRange)) return null;
  if (!(a instanceof FeelRange)) return b['start included'] && equals(a, b.start) === true;
  return equals(a.start, b.start) === true && a['start included'] === b['start included'] && endsWithin(a, b);
}

function finishes(a: Value, b: Value): boolean | null {
  if (!(b instanceof FeelRange)) return null;
  if (!(a instanceof FeelRange)) return b['end included'] && equals(a, b.end) === true;
  return equals(a.end, b.end) === true && a['end included'] === b['end included'] && startsWithin(a, b);
}

function overlapsBefore(a: Value, b: Value): boolean | null {
  if (!(a instanceof FeelRange) || !(b instanceof FeelRange)) return null;
  return !startsWithin(a, b) && touch(a, b) && endsWithin(a, b);
}

function overlapsAfter(a: Value, b: Value): boolean | null {
  if (!(a instanceof FeelRange) || !(b instanceof FeelRange)) return null;
  return startsWithin(a, b) && touch(b, a) && !endsWithin(a, b);
}

/** Whether the end of one is not before the start of the other. */
function touch(first: FeelRange, second: FeelRange): boolean {
  const order = compare(first.end, second.start) ?? -1;
  return order > 0 || (order === 0 && first['end included'] && second['start included']);
}

function startsWithin(a: FeelRange, b: FeelRange): boolean {
  const order = compare(a.start, b.start) ?? -1;
  return order > 0 || (order === 0 && (!a['start included'] || b['start included']));
}

function endsWithin(a: FeelRange, b: FeelRange): boolean {
  const order = compare(a.end, b.end) ?? 1;
  return order < 0 || (order === 0 && (!a['end included'] || b['end included']));
}
