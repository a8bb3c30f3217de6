import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import { bind, child, nowhere, type Builder, type Closure, type Env } from './build.ts';
import { compared } from './operators.ts';
import type { Node } from './parse.ts';
import { compare, equals, typeOf, type Value } from './values.ts';

type Test = (env: Env, value: Value) => boolean | null;

/** What stands right of `in`, or in a cell of a decision table: one test, several (any may hold), `not(…)` or `-`. */
export function unaryTest(node: Node, b: Builder): Test {
  switch (node.name) {
    case 'Wildcard':
      return () => true;
    case 'UnaryTests':
      return child(node, 0).name === 'not' ? negated(unaryTest(child(node, 2), b)) : unaryTest(child(node, 0), b);
    case 'PositiveUnaryTests':
      return anyOf(node.children.map((one) => unaryTest(one, b)));
    case 'PositiveUnaryTest':
      return unaryTest(child(node, 0), b);
    case 'SimplePositiveUnaryTest':
      return simple(node, b);
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'null': {
      const wanted = b.build(node);
      return (env, value) => equals(value, wanted(env)) === true;
    }
    case 'Interval': {
      const fixed = FIXED.has(child(node, 1).name) && FIXED.has(child(node, 3).name) ? interval(node, b)(nowhere()) : null;
      return fixed instanceof FeelRange ? (_env, value) => includes(fixed, value) : expression(node, b);
    }
    default:
      return expression(node, b);
  }
}

/** An interval as a value, e.g. `[1..5]`. */
export function interval(node: Node, b: Builder): Closure {
  const open = child(node, 0).text;
  const close = child(node, -1).text;
  const low = b.build(child(node, 1));
  const high = b.build(child(node, 3));
  const made = (env: Env) => range(low(env), high(env), open === '[', close === ']');
  if (!FIXED.has(child(node, 1).name) || !FIXED.has(child(node, 3).name)) return made;
  const fixed = made(nowhere());
  return () => fixed;
}

/** Bounds of which a range is made once: making one costs more than all else in a cell of a table. */
const FIXED = new Set(['NumericLiteral', 'StringLiteral']);

/** A comparison without its left side as a value, e.g. `> 5`: the range of all that it holds for. */
export function openRange(node: Node, b: Builder): Closure {
  if (node.children.length === 1) return b.build(child(node, 0));
  const operator = child(node, 0).text;
  const bound = b.build(child(node, 1));
  return (env) => {
    const value = bound(env);
    if (operator.startsWith('>')) return range(value, null, operator === '>=', false);
    if (operator.startsWith('<')) return range(null, value, false, operator === '<=');
    return range(value, value, true, true);
  };
}

/** Whether a range holds a value or another range; null where they cannot be compared. */
export function includes(of: FeelRange, value: Value): boolean | null {
  if (value instanceof FeelRange) {
    const low = includes(of, value.start) ?? null;
    const high = includes(of, value.end) ?? null;
    return low === null || high === null ? null : low && high;
  }
  if (value === null || value === undefined) return null;
  const above = of.start === null ? 1 : compare(value, of.start);
  const below = of.end === null ? -1 : compare(value, of.end);
  if (above !== null && (above < 0 || (above === 0 && !of['start included']))) return false;
  if (below !== null && (below > 0 || (below === 0 && !of['end included']))) return false;
  return above === null || below === null ? null : true;
}

function range(start: Value, end: Value, startIncluded: boolean, endIncluded: boolean): FeelRange | null {
  const low = start ?? null;
  const high = end ?? null;
  if (low !== null && high !== null && compare(low, high) === null) return null;
  if (!isBound(low) || !isBound(high)) return null;
  return new FeelRange({
    start: low,
    end: high,
    'start included': low !== null && startIncluded,
    'end included': high !== null && endIncluded,
    valueType: valueType(low ?? high),
  });
}

function simple(node: Node, b: Builder): Test {
  if (node.children.length === 1) return expression(child(node, 0), b);
  const apply = compared(child(node, 0).text);
  const bound = b.build(child(node, 1));
  return (env, value) => apply(value, bound(env));
}

/**
 * Any expression as a test. One that mentions `?` says itself whether it holds. Otherwise its value is matched: a list or
 * range that holds the input, a boolean where the input is none, or an equal value (DMN 1.5, 7.3.8 and 10.3.2.8).
 */
function expression(node: Node, b: Builder): Test {
  const value = b.within(['?'], () => b.build(node));
  const decides = mentionsInput(node);
  return (env, input) => {
    const result = value(bind(env, { '?': input }));
    if (decides) return typeof result === 'boolean' ? result : null;
    if (result instanceof FeelRange) return includes(result, input);
    if (typeof result === 'boolean' && typeof input !== 'boolean') return result;
    if (Array.isArray(result) && !Array.isArray(input)) return result.some((item) => equals(input, item) === true);
    return equals(input, result) ?? false;
  };
}

function anyOf(tests: Test[]): Test {
  if (tests.length === 1 && tests[0]) return tests[0];
  return (env, value) => {
    let unknown = false;
    for (const test of tests) {
      const result = test(env, value);
      if (result === true) return true;
      unknown ||= result === null;
    }
    return unknown ? null : false;
  };
}

function negated(test: Test): Test {
  return (env, value) => {
    const result = test(env, value);
    return result === null ? null : !result;
  };
}

export function mentionsInput(node: Node): boolean {
  return node.name === '?' || node.text === '?' || node.children.some(mentionsInput);
}

function isBound(value: Value): boolean {
  return value === null || !['list', 'context', 'boolean', 'function', 'range'].includes(typeOf(value));
}

/** feelin's name of the type, which its own range functions look at. */
function valueType(value: Value): string | null {
  if (value instanceof FeelDateTime) return 'date time';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDuration) return 'duration';
  if (value === null || value instanceof FeelFunction) return null;
  return typeof value;
}
