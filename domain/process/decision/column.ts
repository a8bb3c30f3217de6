import { FeelDate, FeelDateTime, FeelDuration } from 'feelin';
import { nowhere } from '../feel/build.ts';
import { compileExpression, compileTest, type Surroundings } from '../feel/compile.ts';
import { FeelSyntaxError, NOTHING_KNOWN, parse, type Node } from '../feel/parse.ts';
import { compare, equals, typeOf, yearsMonths, type Value } from '../feel/values.ts';

/**
 * A column's values, cut so that no cell tells two values of one part apart; parts are counted from 0. `shown`: an example
 * of each in German and English; null is a part like any other.
 */
export interface Column {
  parts: { shown: [string, string]; isNull: boolean }[];
  /** By rule: the parts that its cell surely passes, and those that it may pass (a cell that computes may pass any). */
  surely: boolean[][];
  maybe: boolean[][];
}

/** Tests of one column: some 100 ms. */
const MOST = 300_000;

/** Cells of one column, by rule; `allowed`: unary tests that say which values there are at all. Null where there are too many. */
export function columnOf(cells: readonly string[], allowed: readonly string[]): Column | null {
  const read = cells.map(readCell);
  const limits = allowed.map(readCell).filter((one) => one.constants !== null);
  const constants = [...read, ...limits].flatMap((one) => one.constants ?? []);
  if (constants.length * cells.length > MOST) return null;
  const parts = partsOf(constants).filter(({ value, isNull }) => isNull || limits.every((one) => one.passes(value)));
  const surely = read.map((cell) => parts.map(({ value }) => cell.passes(value)));
  const maybe = read.map((cell, rule) => (cell.constants === null ? parts.map(() => true) : (surely[rule] ?? [])));
  return { parts, surely, maybe };
}

interface Cell {
  /** The values that it compares with; null where it computes something that cannot be known beforehand. */
  constants: Value[] | null;
  passes: (value: Value) => boolean;
}

/** What stands for a part that no constant names: passes `-` and what says `not(…)`. */
const ANYTHING = Symbol('anything');

function readCell(text: string): Cell {
  if (text === '-') return { constants: [], passes: () => true };
  const constants = constantsOf(text);
  if (constants === null) return { constants, passes: () => false };
  const test = compileTest(text, NOTHING_KNOWN);
  return { constants, passes: (value) => test(nowhere(), value === ANYTHING ? {} : value) === true };
}

const NOWHERE: Surroundings = { lookup: () => undefined, at: '2000-01-01T00:00:00.000Z', seed: () => '' };

/** Constructs between which and constants nothing is computed. */
const SIMPLE = new Set(
  (
    'UnaryTests,PositiveUnaryTests,PositiveUnaryTest,SimplePositiveUnaryTest,Interval,List,Comparison,Conjunction,' +
    'Disjunction,ParenthesizedExpression,CompareOp,not,in,between,and,or,?,Wildcard,(,),[,],..'
  ).split(','),
);
const LITERALS = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null', 'DateTimeLiteral']);

function constantsOf(text: string): Value[] | null {
  try {
    return constantsIn(parse(text, 'UnaryTests', NOTHING_KNOWN));
  } catch (error) {
    // Names with blanks, which only its table knows.
    if (error instanceof FeelSyntaxError) return null;
    throw error;
  }
}

function constantsIn(node: Node): Value[] | null {
  const negative = node.name === 'ArithmeticExpression' && node.children.length === 2 && node.children[1]?.name === 'NumericLiteral';
  if (LITERALS.has(node.name) || negative) {
    const fixed = node.name !== 'DateTimeLiteral' || !hasVariable(node);
    return fixed ? [compileExpression(node.text)(NOWHERE)] : null;
  }
  if (!SIMPLE.has(node.name) && !/^[^\w\s]+$/.test(node.name)) return null;
  const inner = node.children.map(constantsIn);
  return inner.some((one) => one === null) ? null : inner.flatMap((one) => one ?? []);
}

function hasVariable(node: Node): boolean {
  return node.name === 'FunctionInvocation' || node.children.some((one) => one.name === 'VariableName' || hasVariable(one));
}

type Part = { value: Value; shown: [string, string]; isNull: boolean };

function partsOf(constants: Value[]): Part[] {
  const types = new Set(constants.filter((one) => one !== null).map(typeOf));
  const nothing: Part = { value: null, shown: ['nichts (null)', 'nothing (null)'], isNull: true };
  const [type] = types;
  if (type === undefined || types.size > 1) return [part(ANYTHING, ['beliebig', 'anything']), nothing];
  if (type === 'boolean') return [part(true), part(false), nothing];
  const named = distinct(constants.filter((one) => one !== null));
  if (type === 'string') return [...named.map((one) => part(one)), part('\u0000', ['anderer Text', 'another text']), nothing];
  return [...ordered(named), nothing];
}

/** Each constant, what lies between two, and what lies below and above all. */
function ordered(values: Value[]): Part[] {
  const sorted = values.toSorted((a, b) => compare(a, b) ?? 0);
  const whole = sorted.every((one) => Number.isInteger(one));
  const steps = sorted.map((value, index) => {
    const next = sorted[index + 1];
    const inner = next === undefined ? null : between(value, next, whole);
    return [part(value), ...(inner === null ? [] : [part(inner)])];
  });
  const [below, above] = [moved(sorted[0], -1), moved(sorted.at(-1), 1)];
  return [...(below === null ? [] : [part(below)]), ...steps.flat(), ...(above === null ? [] : [part(above)])];
}

/** A value between two; null where there is none: of whole numbers and dates only such are looked for. */
function between(low: Value, high: Value, whole: boolean): Value {
  if (typeof low === 'number' && typeof high === 'number') {
    if (whole) return high - low > 1 ? low + 1 : null;
    return (low + high) / 2;
  }
  const next = moved(low, 1);
  return next !== null && (compare(next, high) ?? 0) < 0 ? next : null;
}

/** The value a day, second, month or one later or earlier. */
function moved(value: Value, by: 1 | -1): Value {
  if (typeof value === 'number') return value + by;
  const step = value instanceof FeelDate ? 'P1D' : value instanceof FeelDuration && yearsMonths(value) ? 'P1M' : 'PT1S';
  const known = value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelDuration;
  if (!known) return null;
  return compileExpression(`v ${by < 0 ? '-' : '+'} duration("${step}")`)({ ...NOWHERE, lookup: () => value });
}

function part(value: Value, shown?: [string, string]): Part {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return { value, shown: shown ?? [text, text], isNull: false };
}

function distinct(values: Value[]): Value[] {
  const found: Value[] = [];
  for (const value of values) if (!found.some((one) => equals(one, value) === true)) found.push(value);
  return found;
}
