import type { Activation } from './state.ts';
import type { ActivationId, Json, Variables } from './types.ts';

type Activations = Record<ActivationId, Activation>;

/**
 * A called process begins with a copy of all that its call sees, and most of it never changes: what is still the same is
 * written by name alone. Half of a waiting request's state.
 */
export function share(on: Activations): void {
  for (const at of called(on).reverse()) {
    const { scope } = at;
    if (scope === undefined) continue;
    const [same, own] = [[] as string[], [] as [string, Json][]];
    for (const [name, value] of Object.entries(at.vars ?? {})) {
      if (seen(on, scope, name) === value) same.push(name);
      else own.push([name, value]);
    }
    if (same.length === 0) continue;
    // In an order of their own: the database keeps keys in another one, and a recorded state must have the same digest again.
    at.same = same.sort();
    at.vars = Object.fromEntries(own);
  }
}

/** Gives called processes their copies back, outer ones first. */
export function unshare(on: Activations): void {
  for (const at of called(on)) {
    if (!at.same || at.scope === undefined) continue;
    const copies: [string, Json][] = [];
    for (const name of at.same) copies.push([name, seen(on, at.scope, name) ?? null]);
    at.vars = { ...Object.fromEntries(copies), ...at.vars };
    delete at.same;
  }
}

/** Outer ones first. */
function called(on: Activations): Activation[] {
  const ids = Object.keys(on).filter((id) => on[id]?.graph && on[id].scope !== undefined);
  return ids.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))).flatMap((id) => on[id] ?? []);
}

/** A variable as the call sees it: the nearest scope that has it, up to its own process. */
function seen(on: Activations, from: ActivationId, name: string): Json | undefined {
  for (let id: ActivationId | undefined = from; id !== undefined;) {
    const at: Activation | undefined = on[id];
    const vars: Variables = at?.vars ?? {};
    if (Object.hasOwn(vars, name)) return vars[name];
    id = at?.graph ? undefined : at?.scope;
  }
  return undefined;
}
