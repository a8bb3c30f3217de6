import type { Calendar } from '../../service-level/calendar.ts';
import type { Instant } from '../types.ts';
import { FeelError } from './feel-error.ts';
import { FeelSyntaxError, type Node } from './parse.ts';
import { isContext, type Context, type Value } from './values.ts';

/** What one evaluation may look at besides its text. */
export interface Evaluation {
  /** A variable that is visible where the expression stands; undefined where there is none. */
  lookup: (name: string) => Value;
  /** The event's instant: what now() and today() say. */
  at: Instant;
  /** A fresh seed for uuid() and random number(), the same in every replay. */
  seed: () => string;
  /** IANA zone in which the day of `at` is told; UTC where it is missing. */
  zone?: string | undefined;
  /** Calendars by key, for the functions of working time. */
  calendars?: Readonly<Record<string, Calendar>> | undefined;
  /** Iterations left, see {@link charge}. */
  budget: number;
  /** Told how each decision table came out. */
  trace?: ((table: TableTrace) => void) | undefined;
}

/** What a decision table looked at and which of its rules matched. */
export type TableTrace = {
  /** Where within its decision it stands, where it is not the decision's whole logic. */
  place?: string;
  inputs: { label: string; value: Value }[];
  rules: { id: string; outputs: Value[] }[];
};

/** Names bound inside the expression (for, some, filter, context, function), innermost first. */
export interface Env {
  evaluation: Evaluation;
  names: Context | null;
  outer: Env | null;
}

export type Closure = (env: Env) => Value;

/** What the builders of the single constructs are handed: the way back into the whole language. */
export interface Builder {
  build: (node: Node) => Closure;
  /** A test of `?` or of the value left of `in`: true, false or null (cannot be said). */
  test: (node: Node) => (env: Env, value: Value) => boolean | null;
  /** Builds `inner` with these names known as bound. */
  within: <T>(names: readonly string[], inner: () => T) => T;
  /** The name as it was bound inside the expression or declared for it, whatever its blanks; null where it was not. */
  bound: (name: string) => string | null;
  /** Notes a variable that nothing inside the expression has bound. */
  free: (name: string) => void;
  /** Builds what may use the entries of items as variables: there no name is free for sure. */
  loosely: <T>(inner: () => T) => T;
  /** The name of an entry in a known context, as it is written there. */
  member: (name: string) => string | null;
  fail: (node: Node, message: string) => never;
}

/** Iterations of one evaluation, list elements made included: some 100 ms. The killed worker thread is the second net. */
export const BUDGET = 1_000_000;

/** Counts work off the budget, so that a runaway expression ends the same way on every machine. */
export function charge(evaluation: Evaluation, amount: number): void {
  evaluation.budget -= amount;
  if (evaluation.budget < 0) {
    throw new FeelError('EXPRESSION_BUDGET', `the expression takes more than ${BUDGET} steps`);
  }
}

/** What a sum or function over dates and durations costs (some 50 µs) against an iteration (0.2 µs). */
const TEMPORAL_COST = 250;

/** Charges for what was made: long lists and texts, dates and durations. */
export function chargeFor(evaluation: Evaluation, made: Value): void {
  if (typeof made === 'string') charge(evaluation, made.length >> 4);
  else if (Array.isArray(made)) charge(evaluation, made.length);
  else if (typeof made === 'object' && made !== null) charge(evaluation, isContext(made) ? 1 : TEMPORAL_COST);
}

/** Charges for what a function looks through; `weight`: how much longer than usual it looks at each item or letter. */
export function chargeToRead(evaluation: Evaluation, read: Value, weight: number): void {
  if (typeof read === 'string') charge(evaluation, (read.length * weight) >> 6);
  else if (Array.isArray(read)) charge(evaluation, (read.length * weight) >> 1);
}

export function bind(env: Env, names: Context): Env {
  return { evaluation: env.evaluation, names, outer: env };
}

/** For what depends on nothing: `duration("PT4H")` is made once. */
export function nowhere(): Env {
  const evaluation = { lookup: () => undefined, at: '1970-01-01T00:00:00.000Z', seed: () => '', budget: BUDGET };
  return { evaluation, names: null, outer: null };
}

/** A variable by name, innermost binding first; undefined where nothing has that name. */
export function lookup(env: Env, name: string): Value {
  for (let at: Env | null = env; at; at = at.outer) {
    if (at.names && Object.hasOwn(at.names, name)) return at.names[name];
  }
  return env.evaluation.lookup(name);
}

export function child(node: Node, index: number): Node {
  const found = node.children.at(index);
  if (!found) throw new FeelSyntaxError(`incomplete ${node.name}`, node.text, 0);
  return found;
}

/** The name that a VariableName, PathName, Name, ParameterName or Key stands for, blanks made single. */
export function nameOf(node: Node): string {
  if (node.name === 'StringLiteral') return unquote(node.text);
  if (node.name === 'BacktickIdentifier') return node.text.slice(1, -1);
  if (node.children.length === 0) return node.text.replace(/\s+/g, ' ');
  return node.children.map(nameOf).join(' ');
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" };

export function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|u\{([0-9a-fA-F]{1,6})\}|(["\\nrt']))/g, (all, a, b, c, plain) => {
      if (plain) return ESCAPES[String(plain)] ?? all;
      const point = Number.parseInt(String(a ?? b ?? c), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    });
}
