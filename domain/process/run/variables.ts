import { isContext } from '../feel/values.ts';
import type { Mapping } from '../graph.ts';
import { withVariable } from '../state.ts';
import type { ActivationId, Json, Variables } from '../types.ts';
import { activation, elementOf, type Run } from './run.ts';
import { checkSize } from './size.ts';

/** A variable as seen from an activation: the nearest scope that has it, up to its process. */
export function visible(run: Run, from: ActivationId, name: string): Json | undefined {
  for (const id of scopes(run, from)) {
    const vars = activation(run, id).vars;
    if (vars && Object.hasOwn(vars, name)) return vars[name];
  }
  return undefined;
}

/** All variables as seen from an activation. */
export function allVisible(run: Run, from: ActivationId): Variables {
  return Object.assign(
    {},
    ...scopes(run, from)
      .reverse()
      .map((id) => activation(run, id).vars),
  ) as Variables;
}

/** What a called process begins with: all that the call sees, or only its own input. */
export function callVariables(run: Run, call: ActivationId): Variables {
  const { parentVariables } = elementOf(run, call).data as { parentVariables: boolean };
  return parentVariables ? allVisible(run, call) : (activation(run, call).vars ?? {});
}

/** Writes where the name is known: the nearest scope that has it; a new name goes to the process (dialect, PROPAGATE). */
export function propagate(run: Run, from: ActivationId, variables: Variables): void {
  const chain = scopes(run, from);
  for (const [name, value] of Object.entries(variables)) {
    const scope = holderIn(run, chain, name) ?? chain.at(-1);
    if (scope !== undefined) setLocal(run, scope, name, value);
  }
}

/** The scope whose variable of this name is seen from an activation. */
export function holder(run: Run, from: ActivationId, name: string): ActivationId | undefined {
  return holderIn(run, scopes(run, from), name);
}

function holderIn(run: Run, chain: ActivationId[], name: string): ActivationId | undefined {
  return chain.find((id) => Object.hasOwn(activation(run, id).vars ?? {}, name));
}

/** Writes a variable of this very scope. @throws Fault where it is too large */
function setLocal(run: Run, id: ActivationId, name: string, value: Json): void {
  const at = activation(run, id);
  run.changes.push({ scope: id, name, event: Object.hasOwn(at.vars ?? {}, name) ? 'update' : 'create' });
  const vars = withVariable(at.vars, name, value);
  checkSize(name, value, vars);
  at.vars = vars;
}

/** Writes wherever the request has a variable of this name; of a context, where `parts`, only what is given. */
export function overwrite(run: Run, name: string, value: Json, { parts }: { parts: boolean }): void {
  for (const [id, { vars }] of Object.entries(run.state.on)) {
    if (vars && Object.hasOwn(vars, name)) setLocal(run, id, name, parts ? merged(vars[name] ?? null, value) : value);
  }
}

function merged(before: Json, after: Json): Json {
  return isContext(before) && isContext(after) ? { ...before, ...after } : after;
}

/** Input mappings: in XML order, each sees the ones before; `a.b` makes a fresh local `a` that hides an outer one. */
export function mapped(
  mappings: Mapping[],
  base: (name: string) => Json | undefined,
  value: (mapping: Mapping, sofar: Variables) => Json,
): Variables {
  let sofar: Variables = {};
  for (const mapping of mappings) {
    const [name = '', ...path] = mapping.target;
    const result = value(mapping, sofar);
    const before = Object.hasOwn(sofar, name) ? sofar[name] : base(name);
    sofar = withVariable(sofar, name, path.length === 0 ? result : placed(before, path, result));
  }
  return sofar;
}

/** A context with one value set deep inside, siblings kept. */
function placed(into: Json | undefined, path: string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const base = typeof into === 'object' && into !== null && !Array.isArray(into) ? into : {};
  const inner = Object.hasOwn(base, key) ? base[key] : undefined;
  return { ...base, [key]: placed(inner, rest, value) };
}

/** The activation and its scopes outward, ending with its process. */
function scopes(run: Run, from: ActivationId): ActivationId[] {
  const chain: ActivationId[] = [];
  for (let id: ActivationId | undefined = from; id !== undefined;) {
    const at = activation(run, id);
    chain.push(id);
    id = at.graph ? undefined : at.scope;
  }
  return chain;
}
