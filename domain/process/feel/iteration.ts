import { FeelRange } from 'feelin';
import { bind, charge, child, nameOf, type Builder, type Closure, type Env } from './build.ts';
import type { Node } from './parse.ts';
import type { Value } from './values.ts';

/** `for x in list, y in 1..3 return …`; `partial` holds the results so far. */
export function forExpression(node: Node, b: Builder): Closure {
  const loops = iterators(child(node, 1), b);
  const body = b.within([...loops.names, 'partial'], () => b.build(child(node, -1)));
  return (env) => {
    const partial: Value[] = [];
    const done = each(loops.sources, bind(env, { partial }), (inner) => {
      partial.push(body(inner));
      return true;
    });
    return done === null ? null : partial;
  };
}

/** `some x in list satisfies …` and `every …`, three-valued. */
export function quantified(node: Node, b: Builder): Closure {
  const some = child(node, 0).name === 'some';
  const loops = iterators(child(node, 1), b);
  const condition = b.within(loops.names, () => b.build(child(node, -1)));
  return (env) => {
    let unknown = false;
    const done = each(loops.sources, env, (inner) => {
      const result = condition(inner);
      if (typeof result !== 'boolean') unknown = true;
      return result !== some;
    });
    if (done === null) return null;
    if (!done) return some;
    return unknown ? null : !some;
  };
}

interface Loops {
  names: string[];
  sources: { name: string; from: Closure; to: Closure | null }[];
}

function iterators(node: Node, b: Builder): Loops {
  const loops: Loops = { names: [], sources: [] };
  for (const one of node.children.filter(({ name }) => name === 'InExpression')) {
    const source = child(one, 2);
    const known = [...loops.names];
    const [from, to] = b.within(known, () => [b.build(child(source, 0)), source.children.length > 1 ? b.build(child(source, 2)) : null]);
    const name = nameOf(child(one, 0));
    loops.names.push(name);
    loops.sources.push({ name, from, to });
  }
  return loops;
}

/** Visits every combination; false when `visit` stopped it, null when a source is no list. */
function each(sources: Loops['sources'], env: Env, visit: (env: Env) => boolean): boolean | null {
  const [first, ...rest] = sources;
  if (!first) return visit(env);
  const items = iterable(env, first.from(env), first.to?.(env));
  if (!items) return null;
  for (const item of items) {
    charge(env.evaluation, 1);
    const inner = bind(env, { [first.name]: item });
    const result = rest.length > 0 ? each(rest, inner, visit) : visit(inner);
    if (result !== true) return result;
  }
  return true;
}

function iterable(env: Env, from: Value, to: Value): Value[] | null {
  if (to !== undefined) return numbers(env, from, to, true, true);
  if (Array.isArray(from)) return from;
  if (from instanceof FeelRange) {
    return numbers(env, from.start, from.end, from['start included'], from['end included']);
  }
  return from === null || from === undefined ? null : [from];
}

function numbers(env: Env, from: Value, to: Value, first: boolean, last: boolean): number[] | null {
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  charge(env.evaluation, Math.abs(to - from));
  const step = from <= to ? 1 : -1;
  const result: number[] = [];
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) result.push(at);
  if (!first) result.shift();
  if (!last && result.at(-1) === to) result.pop();
  return result;
}
