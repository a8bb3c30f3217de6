import { FeelFunction } from 'feelin';
import { bind, charge, type Closure } from '../feel/build.ts';
import { invoke } from '../feel/calls.ts';
import type { Test } from '../feel/compile.ts';
import { NOTHING_KNOWN, type Known, type Shape } from '../feel/parse.ts';
import { isContext, type Context, type Value } from '../feel/values.ts';
import type { FeelType, Logic } from './model.ts';
import { tableClosure } from './table.ts';
import { conforming, shapeOf } from './types.ts';

/** How FEEL is compiled: to run it, or at publish to report what is wrong with it. */
export interface Compile {
  feel: (text: string, known: Known, place: string) => Closure;
  test: (text: string, known: Known, place: string) => Test;
}

/** Where a piece of logic stands: the names that it sees, and its place within the decision for people. */
export interface Compiling {
  known: Known;
  place: readonly string[];
  compile: Compile;
}

/** Makes a boxed expression (DMN 1.5, 10.2) ready to run. */
export function logicClosure(logic: Logic, at: Compiling): Closure {
  switch (logic.type) {
    case 'expression':
      return at.compile.feel(logic.feel, at.known, [...at.place, 'literal expression'].join(', '));
    case 'table':
      return tableClosure(logic, at);
    case 'context':
      return context(logic, at);
    case 'list': {
      const items = logic.items.map((item, index) => logicClosure(item, within(at, `item ${index + 1}`)));
      return (env) => items.map((item) => item(env));
    }
    case 'relation':
      return relation(logic, at);
    case 'invocation':
      return invocation(logic, at);
    case 'function':
      return functionClosure(logic, at);
    case 'conditional':
      return conditional(logic, at);
    case 'filter':
      return filter(logic, at);
    case 'for':
    case 'some':
    case 'every':
      break;
  }
  return iteration(logic, at);
}

/** A value whose own type is declared is made one of that type. */
export function typed(closure: Closure, type: FeelType | undefined, at: Compiling): Closure {
  if (type === undefined || isAny(type)) return closure;
  const conform = conforming(type, 'feel', allowedOf(at));
  return (env) => conform(closure(env), env);
}

/** A function's closure; its value is a function that sees the names around it, and its own parameters. */
function functionClosure(logic: Extract<Logic, { type: 'function' }>, at: Compiling): Closure {
  const names = logic.parameters.map(({ name }) => name);
  const known = knowing(at, Object.fromEntries(logic.parameters.map(({ name, as }) => [name, shapeOf(as)])));
  const body = logicClosure(logic.body, known);
  const types = logic.parameters.map(({ as }) => (as === undefined || isAny(as) ? null : conforming(as, 'feel', allowedOf(at))));
  return (env) =>
    new FeelFunction((...args: Value[]) => {
      charge(env.evaluation, 1);
      const given = names.map((name, index) => {
        const value = args[index] ?? null;
        return [name, types[index] ? types[index](value, env) : value];
      });
      return body(bind(env, Object.fromEntries(given) as Context));
    }, names);
}

/** Compiles the allowed values of an item definition. */
export function allowedOf({ compile, place }: Compiling): (tests: string) => Test {
  return (tests) => compile.test(tests, NOTHING_KNOWN, [...place, 'allowed values'].join(', '));
}

/** Entries see the entries before them. */
function context({ entries }: Extract<Logic, { type: 'context' }>, at: Compiling): Closure {
  let inner = at;
  const built = entries.map(({ name, as, value }) => {
    const here = name === null ? inner : within(inner, `entry "${name}"`);
    const closure = typed(logicClosure(value, here), as, here);
    if (name !== null) inner = knowing(inner, { [name]: as ? shapeOf(as) : shapeOfLogic(value) });
    return { name, closure };
  });
  return (env) => {
    const result: Context = {};
    const scope = bind(env, result);
    for (const { name, closure } of built) {
      const value = closure(scope);
      if (name === null) return value;
      Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return result;
  };
}

function relation({ columns, rows }: Extract<Logic, { type: 'relation' }>, at: Compiling): Closure {
  const built = rows.map((row, index) =>
    columns.map((name, column) => {
      const cell = row[column];
      return [name, cell ? logicClosure(cell, within(at, `row ${index + 1}, column "${name}"`)) : () => null] as const;
    }),
  );
  return (env) => built.map((row) => Object.fromEntries(row.map(([name, cell]) => [name, cell(env)])));
}

function invocation(logic: Extract<Logic, { type: 'invocation' }>, at: Compiling): Closure {
  const called = logicClosure(logic.function, within(at, 'called function'));
  const bindings = logic.bindings.map(({ name, value }) => [name, logicClosure(value, within(at, `binding "${name}"`))] as const);
  return (env) => invoke(env, called(env), Object.fromEntries(bindings.map(([name, value]) => [name, value(env)])));
}

function conditional(logic: Extract<Logic, { type: 'conditional' }>, at: Compiling): Closure {
  const test = logicClosure(logic.if, within(at, 'if'));
  const yes = logicClosure(logic.yes, within(at, 'then'));
  const no = logicClosure(logic.no, within(at, 'else'));
  return (env) => (test(env) === true ? yes(env) : no(env));
}

function filter(logic: Extract<Logic, { type: 'filter' }>, at: Compiling): Closure {
  const source = logicClosure(logic.in, within(at, 'in'));
  const match = logicClosure(logic.match, within(knowing(at, { item: null }), 'match'));
  return (env) => {
    const items = listed(source(env));
    if (items === null) return null;
    charge(env.evaluation, items.length);
    return items.filter((item) => match(bind(env, isContext(item) ? { item, ...item } : { item })) === true);
  };
}

function iteration(logic: Extract<Logic, { type: 'for' | 'some' | 'every' }>, at: Compiling): Closure {
  const source = logicClosure(logic.in, within(at, 'in'));
  const body = logicClosure(logic.body, within(knowing(at, { [logic.variable]: null, partial: null }), logic.type));
  return (env) => {
    const items = listed(source(env));
    if (items === null) return null;
    const partial: Value[] = [];
    for (const item of items) {
      charge(env.evaluation, 1);
      partial.push(body(bind(env, { [logic.variable]: item, partial })));
    }
    if (logic.type === 'for') return partial;
    const decisive = logic.type === 'some';
    if (partial.includes(decisive)) return decisive;
    return partial.every((one) => typeof one === 'boolean') ? !decisive : null;
  };
}

function listed(value: Value): Value[] | null {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined ? null : [value];
}

function within(at: Compiling, place: string): Compiling {
  return { ...at, place: [...at.place, place] };
}

function knowing(at: Compiling, names: Record<string, Shape>): Compiling {
  return { ...at, known: { ...at.known, ...names } };
}

/** The entries of what a piece of logic gives, so that paths into it may hold blanks and hyphens. */
export function shapeOfLogic(logic: Logic): Shape {
  if (logic.type === 'table' && logic.outputs.length > 1) {
    const row = Object.fromEntries(logic.outputs.map(({ name }) => [name, null]));
    return /COLLECT|ORDER/.test(logic.hitPolicy) ? [row] : row;
  }
  if (logic.type === 'relation') return [Object.fromEntries(logic.columns.map((name) => [name, null]))];
  if (logic.type !== 'context' || logic.entries.at(-1)?.name === null) return null;
  return Object.fromEntries(
    logic.entries.flatMap(({ name, as, value }) => (name === null ? [] : [[name, as ? shapeOf(as) : shapeOfLogic(value)]])),
  );
}

function isAny(type: FeelType): boolean {
  return type.type === 'Any' && !type.allowed;
}
