import { FeelRange } from 'feelin';
import { bind, charge, child, lookup, nameOf, type Builder, type Closure, type Env } from './build.ts';
import type { Node } from './parse.ts';
import { includes } from './tests.ts';
import { isContext, typeOf, type Context, type Value } from './values.ts';

/** A variable; null where there is none (feel-scala's rule, the dialect's). */
export function variable(node: Node, b: Builder): Closure {
  const written = nameOf(node);
  const bound = b.bound(written) ?? (/\W/.test(written) ? b.member(written) : null);
  const name = bound ?? written;
  if (bound === null && /\s/.test(name) && !node.text.includes('`')) {
    b.fail(node, `unknown name "${name}": an operator is missing, or the name needs backticks`);
  }
  if (bound === null) b.free(name);
  return (env) => lookup(env, name) ?? null;
}

export function path(node: Node, b: Builder): Closure {
  const target = b.build(child(node, 0));
  const name = nameOf(child(node, 2));
  return (env) => {
    const value = target(env);
    if (!Array.isArray(value)) return property(value, name);
    charge(env.evaluation, value.length);
    return value.map((item) => property(item, name));
  };
}

/** `list[2]`, `list[-1]`, `list[item > 3]`, `list[active]`: by number it is an index, else a test of each item. */
export function filter(node: Node, b: Builder): Closure {
  const target = b.build(child(node, 0));
  const inner = child(node, 2);
  const simple = inner.name === 'SimplePositiveUnaryTest' || inner.name === 'PositiveUnaryTest';
  const test = simple ? b.test(inner) : null;
  const value = simple ? () => null : b.loosely(() => b.within(['item'], () => b.build(inner)));
  const perItem = simple || TESTS.has(inner.name);
  return (env) => {
    const source = target(env);
    if (source === null || source === undefined) return null;
    const items = Array.isArray(source) ? source : [source];
    if (!perItem) {
      const index = value(env);
      if (typeof index === 'number') return items.at(index < 0 ? index : index - 1) ?? null;
    }
    charge(env.evaluation, items.length);
    return items.filter((item) => holds(env, item, value, test));
  };
}

/** A property of a context, temporal or range; null where it has none. */
function property(of: Value, name: string): Value {
  const type = typeOf(of);
  if (type === 'context') return own(of as Context, name);
  if (type === 'range') return Object.hasOwn(of as object, name) ? (of as Context)[name] : null;
  const temporal = /date|time|duration/.test(type) && TEMPORAL_PROPERTIES.has(name);
  return temporal ? ((of as Context)[name] ?? null) : null;
}

const TESTS = new Set(['Comparison', 'Conjunction', 'Disjunction', 'QuantifiedExpression', 'InstanceOfExpression']);

const TEMPORAL_PROPERTIES = new Set(
  'year,month,day,weekday,hour,minute,second,timezone,time offset,years,months,days,hours,minutes,seconds'.split(','),
);

function own(context: Context, name: string): Value {
  if (Object.hasOwn(context, name)) return context[name];
  if (!name.includes(' ')) return null;
  const plain = squeeze(name);
  return Object.entries(context).find(([key]) => squeeze(key) === plain)?.[1] ?? null;
}

/** A name without its blanks: how the grammar splits a name into tokens does not matter then. */
export function squeeze(name: string): string {
  return name.replace(/\s+/g, '');
}

function holds(env: Env, item: Value, value: Closure, test: ((env: Env, value: Value) => boolean | null) | null) {
  if (test) return test(env, item) === true;
  const names = isContext(item) ? { item, ...item } : { item };
  const result = value(bind(env, names));
  return result instanceof FeelRange ? includes(result, item) === true : result === true;
}
