import { many, one, string, type Moddle } from '../compile/moddle.ts';
import type { DmnFile } from './file.ts';
import type { FeelType, SimpleType } from './model.ts';

/** Nested item definitions that are followed; what lies deeper or leads back to itself may be anything. */
const MAX_TYPES = 300;

/** The type that a `typeRef` names: one of FEEL's, of the tools', of the file or of an imported one. Undefined: no check. */
export function typeNamed(ref: unknown, file: DmnFile): FeelType | undefined {
  const name = refOf(ref);
  return name === null ? undefined : named(name, file, { way: [], left: MAX_TYPES });
}

/** A simple type, where the reference names one. */
export function simpleTypeNamed(ref: unknown, file: DmnFile): SimpleType | undefined {
  const type = typeNamed(ref, file);
  return type && type.type !== 'list' && type.type !== 'context' ? type.type : undefined;
}

interface Following {
  way: Moddle[];
  left: number;
}

/** FEEL's names (DMN 1.5, table 41), those of DMN 1.1 and those that modelers write. */
const SIMPLE: Record<string, SimpleType> = {
  Any: 'Any',
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
};

function named(written: string, file: DmnFile, at: Following): FeelType | undefined {
  const name = written.replace(/^feel[.:]/, '').trim();
  const own = file.types.get(name);
  if (own) return defined(own, file, at);
  const [prefix = '', rest] = name.split(/[.:](.*)/s);
  const imported = rest === undefined ? undefined : file.imports.get(prefix);
  if (rest !== undefined && imported) return named(rest, imported, at);
  if (rest !== undefined && file.types.has(rest)) return named(rest, file, at);
  if (Object.hasOwn(SIMPLE, name)) return { type: SIMPLE[name] ?? 'Any' };
  const unnamed = file.imports.get('');
  return unnamed && named(name, unnamed, at);
}

function defined(definition: Moddle, file: DmnFile, at: Following): FeelType {
  at.left -= 1;
  if (at.left < 0 || at.way.includes(definition)) return { type: 'Any' };
  at.way.push(definition);
  const single = itemOf(definition, file, at);
  at.way.pop();
  const item = constrained(single, string(one(definition.allowedValues)?.text));
  const whole: FeelType = definition.isCollection === true ? { type: 'list', of: item } : item;
  return constrained(whole, string(one(definition.typeConstraint)?.text));
}

function itemOf(definition: Moddle, file: DmnFile, at: Following): FeelType {
  const components = many(definition.itemComponent);
  if (components.length > 0) {
    return { type: 'context', fields: Object.fromEntries(components.map((field) => [field.name ?? '', defined(field, file, at)])) };
  }
  const ref = refOf(definition.typeRef);
  return (ref === null ? undefined : named(ref, file, at)) ?? { type: 'Any' };
}

function constrained(type: FeelType, tests: string | null): FeelType {
  return tests === null ? type : { ...type, allowed: [...(type.allowed ?? []), tests] };
}

function refOf(ref: unknown): string | null {
  return string(ref) ?? string(one(ref)?.text);
}
