import { duration, FeelFunction, parseDate, parseDateTime, parseTime } from 'feelin';
import { bind, charge, chargeFor, chargeToRead, child, lookup, nameOf, nowhere, type Builder, type Closure, type Env } from './build.ts';
import { builtin, functionNames, orNull, type Builtin } from './functions.ts';
import { nearest } from './nearest.ts';
import type { Node } from './parse.ts';
import { isPattern } from './pattern-functions.ts';
import type { Context, Value } from './values.ts';

/** `name(a, b)`, `name(p: a)`, `context.function(a)`. A name that nothing has is refused: it would always give null. */
export function invocation(node: Node, b: Builder): Closure {
  const target = child(node, 0);
  const parameters = node.children.find(({ name }) => name.endsWith('Parameters'));
  const name = nameOf(target);
  if (target.name === 'PathExpression' || b.bound(name) !== null) return dynamicCall(b.build(target), parameters, b);
  if (name === 'is defined') return isDefined(parameters, b);
  const found = builtin(name) ?? b.fail(target, unknownFunction(name));
  const made = call(found, parameters, b);
  if (!hasComputedPattern(name, parameters, b)) return made;
  return (env) => {
    charge(env.evaluation, PATTERN_COST);
    return made(env);
  };
}

/** Making a pattern of a text, for a pattern that is not written down and so not made once. */
const PATTERN_COST = 300;

/** `@"2026-01-31"`, or `date(…)`, `time(…)`, `date and time(…)`, `duration(…)`. */
export function dateTimeLiteral(node: Node, b: Builder): Closure {
  const first = child(node, 0);
  if (first.name === 'AtLiteral') {
    const text = nameOf(child(first, 0));
    const value = at(text) ?? b.fail(node, `"${text}" is no date, time or duration`);
    return () => value;
  }
  const name = first.text.replace(/\s+/g, ' ');
  const found = builtin(name) ?? b.fail(first, `there is no function "${name}"`);
  const parameters = node.children.find((one) => one.name.endsWith('Parameters'));
  const made = call(found, parameters, b);
  if (!parameters?.children.every((one) => one.name === 'StringLiteral' || one.name === 'NumericLiteral')) return made;
  const constant = made(nowhere()) ?? b.fail(node, `"${node.text}" is none`);
  return () => constant;
}

/** `function(a, b) a + b` */
export function functionDefinition(node: Node, b: Builder): Closure {
  if (node.children.some(({ name }) => name === 'external')) b.fail(node, 'external functions are not run');
  const formal = node.children.find(({ name }) => name === 'FormalParameters');
  const names = (formal?.children ?? []).map((one) => nameOf(child(one, 0)));
  const body = b.within(names, () => b.build(child(child(node, -1), 0)));
  return (env) =>
    new FeelFunction((...args: Value[]) => {
      charge(env.evaluation, 1);
      return body(bind(env, Object.fromEntries(names.map((name, index) => [name, args[index] ?? null]))));
    }, names);
}

/** A built-in function without call (`sort(list, f)` may be handed one). */
export function functionValue(node: Node): Closure | null {
  const found = builtin(nameOf(node));
  if (!found) return null;
  return (env) =>
    lookup(env, nameOf(node)) ?? new FeelFunction((...args: Value[]) => found.call(args, env.evaluation), [...found.parameters]);
}

type Arguments = (env: Env) => Value[];

function call(target: Builtin, parameters: Node | undefined, b: Builder): Closure {
  const args = argumentsOf(parameters, target.parameters, b);
  return (env) => {
    const given = args(env);
    for (const one of given) if (typeof one === 'string' || typeof one === 'object') chargeToRead(env.evaluation, one, target.weight ?? 1);
    const result = target.call(given, env.evaluation) ?? null;
    chargeFor(env.evaluation, result);
    return result;
  };
}

function dynamicCall(target: Closure, parameters: Node | undefined, b: Builder): Closure {
  const named = parameters?.name === 'NamedParameters' ? namedArguments(parameters, b) : null;
  const args = named ? () => [] : argumentsOf(parameters, [], b);
  return (env) => invoke(env, target(env), named ? named(env) : args(env));
}

/** Calls a function that is a value; null where it is none or takes other parameters. */
export function invoke(env: Env, target: Value, args: Value[] | Context): Value {
  if (!(target instanceof FeelFunction)) return null;
  charge(env.evaluation, 1);
  return orNull(target.invoke(args));
}

/** Arguments in the order of the parameters, whether they are given by place or by name. */
function argumentsOf(parameters: Node | undefined, names: readonly string[], b: Builder): Arguments {
  if (!parameters) return () => [];
  if (parameters.name !== 'NamedParameters') {
    const built = parameters.children.map(b.build);
    return (env) => built.map((one) => one(env));
  }
  const plain = names.map((name) => name.replace(/^\.\.\./, ''));
  for (const one of parameters.children) {
    const name = nameOf(child(one, 0));
    if (!plain.includes(name)) b.fail(one, `the function has no parameter "${name}": ${plain.join(', ')}`);
  }
  const named = namedArguments(parameters, b);
  return (env) => {
    const given = named(env);
    const args = names.map((name, index) => given[plain[index] ?? name]);
    while (args.length > 0 && args.at(-1) === undefined) args.pop();
    return args;
  };
}

function namedArguments(parameters: Node, b: Builder): (env: Env) => Record<string, Value> {
  const built = parameters.children.map((one) => [nameOf(child(one, 0)), b.build(child(one, 1))] as const);
  return (env) => Object.fromEntries(built.map(([name, value]) => [name, value(env)]));
}

/** True where the variable or path is there at all, null values included. */
function isDefined(parameters: Node | undefined, b: Builder): Closure {
  const argument = parameters?.children[0];
  if (!argument || parameters.children.length !== 1) return b.fail(argument ?? ({ from: 0 } as Node), 'is defined takes one value');
  if (argument.name === 'VariableName') {
    const name = nameOf(argument);
    return (env) => lookup(env, name) !== undefined;
  }
  if (argument.name === 'PathExpression') {
    const target = b.build(child(argument, 0));
    const key = nameOf(child(argument, 2));
    return (env) => {
      const value = target(env);
      return typeof value === 'object' && value !== null && (Object.hasOwn(value, key) || key in value);
    };
  }
  const value = b.build(argument);
  return (env) => value(env) !== null;
}

/** With the function that was probably meant. */
function unknownFunction(name: string): string {
  const near = nearest(name, functionNames());
  return `there is no function "${name}"${near === null ? '' : `; did you mean "${near}"?`}`;
}

/** One that is written down is checked at once. */
function hasComputedPattern(name: string, parameters: Node | undefined, b: Builder): boolean {
  if (!['matches', 'replace', 'split', 'extract'].includes(name)) return false;
  const pattern = parameters?.children[1];
  if (pattern?.name !== 'StringLiteral') return true;
  if (!isPattern(nameOf(pattern))) b.fail(pattern, 'not a pattern that RE2 runs (look-around and back references are not)');
  return false;
}

function at(text: string): Value {
  if (/^-?P/.test(text)) return duration(text);
  if (/^\d{1,2}:/.test(text)) return parseTime(text);
  return text.includes('T') ? parseDateTime(text) : parseDate(text);
}
