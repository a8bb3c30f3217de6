import { arithmetic, comparison, conjunction, disjunction } from './operators.ts';
import { filter, path, squeeze, variable } from './access.ts';
import { BUDGET, bind, child, nameOf, unquote, type Builder, type Closure, type Env, type Evaluation } from './build.ts';
import { FeelError } from './feel-error.ts';
import { dateTimeLiteral, functionDefinition, functionValue, invocation } from './calls.ts';
import { forExpression, quantified } from './iteration.ts';
import { instanceOf } from './instance-of.ts';
import { FeelSyntaxError, NOTHING_KNOWN, parse, type Known, type Node, type Shape } from './parse.ts';
import { interval, mentionsInput, openRange, unaryTest } from './tests.ts';
import type { Context, Value } from './values.ts';

/** What an expression needs to be evaluated; see {@link Evaluation}. */
export type Surroundings = Omit<Evaluation, 'budget' | 'trace'>;
export type Expression = (surroundings: Surroundings) => Value;
/** Unary tests as a closure: whether the input passes, null where that cannot be said. */
export type Test = (env: Env, input: Value) => boolean | null;

/**
 * Turns an expression into closures, once: feelin would parse it again at every call, which costs a thousand times
 * what the closures do. `known`: see {@link Known}.
 * @throws FeelSyntaxError with line and column, also for unknown functions and names that are no single variable
 */
export function compileExpression(source: string, known: Known = NOTHING_KNOWN): Expression {
  const closure = compileClosure(source, known);
  return (surroundings) => evaluateWithin(surroundings, closure);
}

/** The same as one part of something larger (a decision), which is evaluated on one budget; `free` takes names that are not known. */
export function compileClosure(source: string, known: Known, free?: Set<string>): Closure {
  return builder(source, known, free).build(parse(source, 'Expression', known));
}

/** The unary tests in a cell of a decision table; the input is `?`. @throws FeelSyntaxError */
export function compileTest(source: string, known: Known, free?: Set<string>): Test {
  const node = parse(source, 'UnaryTests', known);
  const test = builder(source, known, free).test(node);
  return mentionsInput(node) ? (env, input) => test(bind(env, { '?': input }), input) : test;
}

/** One evaluation, on one budget. @throws FeelError, or what `closure` itself marks as its own by a {@link FeelError} */
export function evaluateWithin(surroundings: Surroundings, closure: Closure, trace?: Evaluation['trace']): Value {
  const { lookup, at, seed, zone, calendars } = surroundings;
  const evaluation: Evaluation = { lookup, at, seed, zone, calendars, budget: BUDGET, trace };
  try {
    return closure({ evaluation, names: null, outer: null });
  } catch (error) {
    if (error instanceof FeelError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw new FeelError('EXPRESSION_ERROR', text.slice(0, 200));
  }
}

/** Variables that an expression asks for; `inFilters`: those too that may be entries of what is filtered. @throws FeelSyntaxError */
export function freeVariables(source: string, inFilters = false): string[] {
  const free = new Set<string>();
  builder(source, NOTHING_KNOWN, free, inFilters).build(parse(source, 'Expression', NOTHING_KNOWN));
  return [...free];
}

function builder(source: string, known: Known, free?: Set<string>, inFilters = false): Builder {
  let loose = 0;
  const bound: string[] = Object.keys(known);
  const b: Builder = {
    build: (node) => (BUILDERS[node.name] ?? b.fail(node, `"${node.text}" is not understood`))(node, b),
    test: (node) => unaryTest(node, b),
    within: (inner, body) => {
      bound.push(...inner);
      const result = body();
      bound.length -= inner.length;
      return result;
    },
    bound: (name) => bound.findLast((one) => squeeze(one) === squeeze(name)) ?? null,
    free: (name) => {
      if ((loose === 0 || inFilters) && name !== '?') free?.add(name);
    },
    loosely: (body) => {
      loose += 1;
      const result = body();
      loose -= 1;
      return result;
    },
    member: (name) => members(known).find((one) => squeeze(one) === squeeze(name)) ?? null,
    fail: (node, message) => {
      throw new FeelSyntaxError(message, source, node.from);
    },
  };
  return b;
}

/** Names of all entries inside the known variables: within a filter they are variables too. */
function members(shape: Shape): string[] {
  if (shape === null) return [];
  const inner = Array.isArray(shape) ? shape : Object.values(shape as Known);
  return [...(Array.isArray(shape) ? [] : Object.keys(shape)), ...inner.flatMap(members)];
}

type Build = (node: Node, b: Builder) => Closure;

const only: Build = (node, b) => b.build(child(node, 0));

/** One entry per construct of the grammar (lezer-feel's names). */
const BUILDERS: Record<string, Build> = {
  Expression: only,
  Expressions: only,
  ParenthesizedExpression: (node, b) => b.build(child(node, 1)),
  PositiveUnaryTest: only,
  SimplePositiveUnaryTest: openRange,
  Interval: interval,
  NumericLiteral: (node) => constant(Number(node.text)),
  StringLiteral: (node) => constant(unquote(node.text)),
  BooleanLiteral: (node) => constant(node.text === 'true'),
  null: () => constant(null),
  DateTimeLiteral: dateTimeLiteral,
  List: list,
  Context: context,
  VariableName: (node, b) => (b.bound(nameOf(node)) === null ? functionValue(node) : null) ?? variable(node, b),
  '?': variable,
  PathExpression: path,
  FilterExpression: filter,
  FunctionInvocation: invocation,
  FunctionDefinition: functionDefinition,
  ArithmeticExpression: arithmetic,
  Comparison: comparison,
  Conjunction: conjunction,
  Disjunction: disjunction,
  IfExpression: conditional,
  ForExpression: forExpression,
  QuantifiedExpression: quantified,
  InstanceOfExpression: instanceOf,
};

function constant(value: Value): Closure {
  return () => value;
}

function list(node: Node, b: Builder): Closure {
  const items = node.children.slice(1, -1).map(b.build);
  return (env) => items.map((item) => item(env));
}

/** Entries see the entries before them. */
function context(node: Node, b: Builder): Closure {
  const entries: [string, Closure][] = [];
  const names: string[] = [];
  for (const entry of node.children.slice(1, -1)) {
    const name = nameOf(child(child(entry, 0), 0));
    names.push(name);
    entries.push([name, b.within([...names], () => b.build(child(entry, 1)))]);
  }
  return (env: Env) => {
    const result: Context = {};
    const inner = bind(env, result);
    for (const [name, value] of entries) define(result, name, value(inner));
    return result;
  };
}

function conditional(node: Node, b: Builder): Closure {
  const condition = b.build(child(node, 1));
  const yes = b.build(child(node, 3));
  const no = node.children[5] ? b.build(child(node, 5)) : constant(null);
  return (env) => (condition(env) === true ? yes(env) : no(env));
}

/** Also for `__proto__`, which an assignment would swallow. */
function define(on: Context, name: string, value: Value): void {
  Object.defineProperty(on, name, { value, enumerable: true, configurable: true, writable: true });
}
