import type { Json, Variables } from '../types.ts';
import { Fault } from './run.ts';

/** Bytes as JSON, roughly. A request's state is written with every revision: what is larger belongs into an attachment. */
const VALUE_LIMIT = 256 * 1024;
const SCOPE_LIMIT = 1024 * 1024;
/** Below this neither a value nor so few of them can fill a scope: nothing is added up. */
const SMALL = 4 * 1024;
const FEW = SCOPE_LIMIT / SMALL;

/** A value that is to be kept, and the scope as it will be with it. @throws Fault */
export function checkSize(name: string, value: Json, scope: Variables): void {
  const bytes = sizeOf(value);
  if (bytes > VALUE_LIMIT) throw exceeded(`"${name}" has more than 256 KB`);
  if (bytes > SMALL || Object.keys(scope).length > FEW) checkScope(scope);
}

/** The same for variables that come together. @throws Fault */
export function checkSizes(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) checkSize(name, value, variables);
}

/** What is wrong with the size of something that an element was given, before it is kept anywhere. */
export function sizeFault(variables: Variables): Fault | null {
  try {
    checkSizes(variables);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

function checkScope(scope: Variables): void {
  let bytes = 0;
  for (const [name, value] of Object.entries(scope)) bytes += name.length + sizeOf(value);
  if (bytes > SCOPE_LIMIT) throw exceeded('all variables of this scope together have more than 1 MB');
}

function exceeded(what: string): Fault {
  return new Fault('MESSAGE_SIZE_EXCEEDED', `${what}; keep large texts and lists outside the process`);
}

/** Values are replaced and never changed, so each is measured once. */
const measured = new WeakMap<object, number>();

/** Stops soon after the limit: what is far too large costs no more than what is just too large. */
export function sizeOf(value: Json): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2;
  if (typeof value !== 'object' || value === null) return 6;
  const known = measured.get(value);
  if (known !== undefined) return known;
  let bytes = 2;
  for (const [key, item] of Object.entries(value)) {
    bytes += (Array.isArray(value) ? 1 : key.length + 4) + sizeOf(item);
    if (bytes > SCOPE_LIMIT) break;
  }
  measured.set(value, bytes);
  return bytes;
}
