import { child, nameOf, type Builder, type Closure } from './build.ts';
import type { Node } from './parse.ts';
import { isContext, typeOf, type TypeName, type Value } from './values.ts';

/** `x instance of number`, `list<string>`, `context<a: number>`. */
export function instanceOf(node: Node, b: Builder): Closure {
  const value = b.build(child(node, 0));
  const holds = typeCheck(child(node, -1), b);
  return (env) => holds(value(env));
}

const NAMES: Record<string, TypeName[]> = {
  number: ['number'],
  string: ['string'],
  boolean: ['boolean'],
  date: ['date'],
  time: ['time'],
  'date and time': ['date and time'],
  'days and time duration': ['days and time duration'],
  'years and months duration': ['years and months duration'],
  duration: ['days and time duration', 'years and months duration'],
  context: ['context'],
  list: ['list'],
  range: ['range'],
  function: ['function'],
  Null: ['null'],
};

function typeCheck(node: Node, b: Builder): (value: Value) => boolean {
  if (node.name === 'Type') return typeCheck(child(node, 0), b);
  if (node.name === 'ListType') {
    const element = node.children.find(({ name }) => name === 'Type') ?? b.fail(node, 'the list has no type');
    const holds = typeCheck(element, b);
    return (value) => Array.isArray(value) && value.every(holds);
  }
  if (node.name === 'ContextType') return contextCheck(node, b);
  const name = node.text.replace(/\s+/g, ' ').trim();
  if (name === 'Any') return (value) => typeOf(value) !== 'null';
  const types = NAMES[name] ?? b.fail(node, `there is no type "${name}"`);
  return (value) => types.includes(typeOf(value));
}

function contextCheck(node: Node, b: Builder): (value: Value) => boolean {
  const list = node.children.find(({ name }) => name === 'ContextEntryTypes');
  const entries = (list?.children ?? []).flatMap((entry) => {
    const type = entry.children.find(({ name }) => name === 'Type');
    return type ? [[nameOf(child(entry, 0)), typeCheck(type, b)] as const] : [];
  });
  return (value) => isContext(value) && entries.every(([name, holds]) => Object.hasOwn(value, name) && holds(value[name]));
}
