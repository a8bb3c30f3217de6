import { duration, FeelDate, FeelDateTime, FeelRange, parseDate, parseDateTime, parseTime } from 'feelin';
import type { Env } from '../feel/build.ts';
import type { Test } from '../feel/compile.ts';
import type { Shape } from '../feel/parse.ts';
import { includes } from '../feel/tests.ts';
import { equals, isContext, typeOf, type Context, type Value } from '../feel/values.ts';
import type { FeelType } from './model.ts';

/** Where values come from: variables are JSON, in which dates and durations are text. */
export type Origin = 'json' | 'feel';
export type Conform = (value: Value, env: Env) => Value;

/**
 * Makes a value one of the type, or null where it is none (DMN 1.5, 10.3.2.9.4): a list of one is its item and an item a
 * list of one, a date is the start of its day. Entries that a context lacks are taken as null.
 */
export function conforming(type: FeelType, origin: Origin, allowed: (tests: string) => Test = () => () => true): Conform {
  const tests = (type.allowed ?? []).map(allowed);
  const form = formOf(type, origin, allowed);
  return (value, env) => {
    const found = form(value ?? null, env);
    if (found === null) return null;
    return tests.every((test) => test(env, found) === true) ? found : null;
  };
}

/** What the parser is told of a variable of that type. */
export function shapeOf(type: FeelType | undefined): Shape {
  if (type?.type === 'list') return [shapeOf(type.of)];
  if (type?.type !== 'context') return null;
  return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, shapeOf(field)]));
}

/** Whether a list of values and ranges names the value. */
export function inList(value: Value, list: Value): boolean {
  if (!Array.isArray(list)) return true;
  if (Array.isArray(value)) return value.every((item) => inList(item, list));
  return list.some((one: Value) => (one instanceof FeelRange ? includes(one, value) : equals(one, value)) === true);
}

function formOf(type: FeelType, origin: Origin, allowed: (tests: string) => Test): Conform {
  if (type.type === 'list') {
    const item = conforming(type.of, origin, allowed);
    return (value, env) => (value === null ? null : listOf(Array.isArray(value) ? value : [value], item, env));
  }
  if (type.type === 'context') {
    const fields = Object.entries(type.fields).map(([name, field]) => [name, conforming(field, origin, allowed)] as const);
    return (value, env) => contextOf(single(value), fields, env);
  }
  const wanted = type.type;
  if (wanted === 'Any') return (value) => value;
  return (value) => {
    const one = single(value);
    const is = typeOf(one);
    if (is === wanted) return one;
    if (wanted === 'date and time' && one instanceof FeelDate) return new FeelDateTime(one.unwrap().toPlainDateTime(), 'UTC');
    return origin === 'json' && is === 'string' ? parsed(one as string, wanted) : null;
  };
}

function single(value: Value): Value {
  return Array.isArray(value) && value.length === 1 ? (value[0] as Value) : value;
}

function listOf(values: Value[], item: Conform, env: Env): Value {
  const items = values.map((value) => item(value, env));
  if (items.some((one, index) => one === null && (values[index] ?? null) !== null)) return null;
  return items.every((one, index) => one === values[index]) ? values : items;
}

function contextOf(value: Value, fields: (readonly [string, Conform])[], env: Env): Value {
  if (!isContext(value)) return null;
  let result: Context = value;
  for (const [name, conform] of fields) {
    if (!Object.hasOwn(value, name) || (value[name] ?? null) === null) continue;
    const found = conform(value[name], env);
    if (found === null) return null;
    if (found !== value[name]) result = { ...result, [name]: found };
  }
  return result;
}

function parsed(text: string, wanted: string): Value {
  const parse = PARSERS[wanted];
  const found = parse ? parse(text) : null;
  return found !== null && typeOf(found) === wanted ? found : null;
}

const PARSERS: Record<string, (text: string) => Value> = {
  date: parseDate,
  time: parseTime,
  'date and time': (text) => parseDateTime(/T/.test(text) ? text : `${text}T00:00:00Z`),
  'days and time duration': duration,
  'years and months duration': duration,
};
