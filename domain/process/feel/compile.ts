import { arithmetic, comparison, conjunction, disjunction } from './operators.ts';
import { filter, path, squeeze, variable } from './access.ts';
import { BUDGET, bind, child, FeelError, nameOf, unquote, type Builder, type Closure, type Env, type Evaluation } from './build.ts';
import { dateTimeLiteral, functionDefinition, functionValue, invocation } from './calls.ts';
import { forExpression, quantified } from './iteration.ts';
import { instanceOf } from './instance-of.ts';
import { FeelSyntaxError, parse, type Node } from './parse.ts';
import { interval, openRange, unaryTest } from './tests.ts';
import type { Context, Value } from './values.ts';

/** What an expression needs to be evaluated; see {@link Evaluation}. */
export type Surroundings = Omit<Evaluation, 'budget'>;
export type Expression = (surroundings: Surroundings) => Value;
export type UnaryTests = (surroundings: Surroundings, input: Value) => boolean | null;

/**
 * Turns an expression into closures, once: feelin would parse it again at every call, which costs a thousand times
 * what the closures do. `names` are variables that are known to be there (only those with blanks or operators matter).
 * @throws FeelSyntaxError with line and column, also for unknown functions and names that are no single variable
 */
export function compileExpression(source: string, names: readonly string[] = []): Expression {
  const closure = builder(source, names).build(parse(source, 'Expression', names));
  return (surroundings) => run(surroundings, closure);
}

/** The same for the unary tests in a cell of a decision table; the input is `?`. */
export function compileUnaryTests(source: string, names: readonly string[] = []): UnaryTests {
  const test = builder(source, names).test(parse(source, 'UnaryTests', names));
  return (surroundings, input) => run(surroundings, (env) => test(bind(env, { '?': input }), input)) as boolean | null;
}

/** @throws FeelError and nothing else */
function run(surroundings: Surroundings, closure: Closure): Value {
  const evaluation: Evaluation = { ...surroundings, budget: BUDGET };
  try {
    return closure({ evaluation, names: null, outer: null });
  } catch (error) {
    if (error instanceof FeelError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw new FeelError('EXPRESSION_ERROR', text.slice(0, 200));
  }
}

function builder(source: string, names: readonly string[]): Builder {
  const bound: string[] = [...names];
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
    fail: (node, message) => {
      throw new FeelSyntaxError(message, source, node.from);
    },
  };
  return b;
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
