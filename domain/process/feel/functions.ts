import { evaluate } from 'feelin';
import type { Evaluation } from './build.ts';
import { CALENDAR_FUNCTIONS } from './calendar-functions.ts';
import { CLOCK_FUNCTIONS } from './clock-functions.ts';
import { OWN_FUNCTIONS } from './own-functions.ts';
import { PATTERN_FUNCTIONS } from './pattern-functions.ts';
import { RANGE_FUNCTIONS } from './range-functions.ts';
import { weigh, type Value } from './values.ts';

/** A built-in function: its parameters' names (for calls by name; `...` takes the rest) and what it does. */
export interface Builtin {
  parameters: readonly string[];
  call: (args: Value[], evaluation: Evaluation) => Value;
  /** How much longer it takes for each item or letter of its arguments than most do. */
  weight?: number;
}

/**
 * The built-in function of that name, or null. Ours come first: they replace feelin's that read the clock, can explode
 * (patterns) or differ from the standard; all others are feelin's own.
 */
export function builtin(name: string): Builtin | null {
  const own = CLOCK_FUNCTIONS[name] ?? CALENDAR_FUNCTIONS[name] ?? PATTERN_FUNCTIONS[name] ?? RANGE_FUNCTIONS[name] ?? OWN_FUNCTIONS[name];
  if (own) return own;
  const known = borrowed.get(name);
  if (known !== undefined) return known;
  const found = LENT.has(name) ? borrow(name) : null;
  borrowed.set(name, found);
  return found;
}

/** Functions of feelin 8.2.0 that are used as they are (seen in its source: pure, linear in their input). */
const LENT = new Set(
  (
    'number,string,date,time,not,substring,string length,upper case,lower case,substring before,substring after,' +
    'contains,starts with,ends with,string join,list replace,count,sum,mean,all,any,sublist,append,concatenate,' +
    'insert before,remove,reverse,union,distinct values,flatten,product,median,stddev,mode,decimal,' +
    'floor,ceiling,abs,round up,round down,round half up,round half down,modulo,sqrt,log,exp,odd,even,is,before,' +
    'after,meets,met by,overlaps,includes,' +
    'day of year,day of week,month of year,week of year,sort,get value,' +
    'get entries,context,context merge,context put'
  ).split(','),
);

/** Names of all functions, for people who misspelt one. */
export function functionNames(): string[] {
  const own = [CLOCK_FUNCTIONS, CALENDAR_FUNCTIONS, PATTERN_FUNCTIONS, RANGE_FUNCTIONS, OWN_FUNCTIONS].flatMap(Object.keys);
  return [...new Set([...own, ...LENT, 'is defined'])].toSorted();
}

/** Those that go down into all parts of a value. */
const DEEP = new Set(['string', 'flatten', 'distinct values', 'union', 'remove', 'mode']);

const borrowed = new Map<string, Builtin | null>();

/** feelin exports no functions, but a name evaluates to its function. */
function borrow(name: string): Builtin | null {
  const found: unknown = evaluate(name).value;
  if (typeof found !== 'function') return null;
  const parameters: unknown = Reflect.get(found, '$args');
  const call = found as (...args: Value[]) => Value;
  return {
    parameters: Array.isArray(parameters) ? parameters.map(String) : [],
    call: (args, evaluation) => {
      if (DEEP.has(name)) for (const one of args) weigh(one, evaluation);
      return orNull(call(...args));
    },
  };
}

/** feelin's mark of a failed call (not exported) is null for us. */
export function orNull(value: Value): Value {
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null) return value;
  return 'template' in value && 'warning' in value && Object.getPrototypeOf(value) !== Object.prototype ? null : value;
}
