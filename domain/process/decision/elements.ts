import { FeelFunction } from 'feelin';
import { charge, type Env, type Evaluation } from '../feel/build.ts';
import type { Known, Shape } from '../feel/parse.ts';
import { orNull } from '../feel/functions.ts';
import type { Context, Value } from '../feel/values.ts';
import { allowedOf, logicClosure, shapeOfLogic, typed, type Compile, type Compiling } from './logic.ts';
import type { Decision, Needs } from './model.ts';
import { conforming, shapeOf, type Conform } from './types.ts';

type Decisions = Readonly<Record<string, Decision>>;

/** One evaluation of a requirement graph: what has been found so far, and where input data come from. */
interface Scope {
  evaluation: Evaluation;
  known: Map<string, Value>;
  input: (name: string) => Value;
}

/** An element of the requirement graph ready to run, once what it requires is known. */
export interface Element {
  decision: Decision;
  evaluate: (scope: Scope) => Value;
}

/** Makes elements ready to run, each once. */
export function elements(decisions: Decisions, compile: Compile): (decision: Decision) => Element {
  const made = new Map<string, Element>();
  const ready = (decision: Decision): Element => {
    const known = made.get(decision.id);
    if (known) return known;
    const evaluate = decision.service ? serviceOf(decision, decisions, ready) : valueOf(decision, decisions, compile);
    const element = { decision, evaluate };
    made.set(decision.id, element);
    return element;
  };
  return ready;
}

/** Evaluates elements in their order; those that are known already are left as they are. */
export function evaluateAll(order: readonly Element[], scope: Scope, tell?: (decision: Decision, value: Value) => void) {
  for (const { decision, evaluate } of order) {
    if (scope.known.has(decision.id)) continue;
    const value = evaluate(scope);
    scope.known.set(decision.id, value);
    if (!decision.role) tell?.(decision, value);
  }
  return scope.known;
}

/** These elements and all that they require, the required ones first, each once; `stop`: not looked behind. */
export function required(decisions: Decisions, ids: readonly string[], stop: readonly string[] = []): Decision[] {
  const found = new Set<Decision>();
  const seen = new Set(stop);
  const visit = (id: string) => {
    const decision = Object.hasOwn(decisions, id) ? decisions[id] : undefined;
    if (!decision || seen.has(id)) return;
    seen.add(id);
    for (const one of requirements(decision)) visit(one);
    found.add(decision);
  };
  for (const id of ids) visit(id);
  return [...found];
}

/** Keys of all that an element requires, imported or not. */
export function requirements(decision: Decision): string[] {
  return [...decision.requires, ...Object.values(decision.imports ?? {}).flatMap(({ requires }) => requires)];
}

/** Names that an element's logic sees: what it requires, that of an import inside a context of the import's name. */
function knownTo(decision: Decision, decisions: Decisions): Known {
  const names: Record<string, Shape> = namesOf(decision, decisions);
  for (const [name, needs] of Object.entries(decision.imports ?? {})) {
    const inner = namesOf(needs, decisions);
    if (name === '') Object.assign(names, inner);
    else names[name] = inner;
  }
  return decision.role === 'knowledge' ? { ...names, [decision.variable]: null } : names;
}

/** Calls a service with what its parameters are named after. */
export function invokeWith(
  service: Value,
  { service: parts, inputs }: Decision,
  decisions: Decisions,
  lookup: (name: string) => Value,
): Value {
  if (!(service instanceof FeelFunction)) return null;
  const names = [...inputs, ...(parts?.given ?? []).map((id) => decisions[id]?.variable ?? id)];
  return orNull(service.invoke(names.map((name) => lookup(name) ?? null)));
}

function namesOf({ requires, inputs, types }: Needs, decisions: Decisions): Record<string, Shape> {
  const names: Record<string, Shape> = {};
  for (const id of requires) {
    const decision = decisions[id];
    names[decision?.variable ?? id] = decision?.as ? shapeOf(decision.as) : decision ? shapeOfLogic(decision.logic) : null;
  }
  for (const name of inputs) names[name] = shapeOf(types?.[name]);
  return names;
}

function valueOf(decision: Decision, decisions: Decisions, compile: Compile): Element['evaluate'] {
  const at: Compiling = { known: knownTo(decision, decisions), place: decision.role ? [decision.name] : [], compile };
  const closure = typed(logicClosure(decision.logic, at), decision.role ? undefined : decision.as, at);
  const bindings = binder(decision, decisions, at);
  return (scope) => {
    const env: Env = { evaluation: scope.evaluation, names: bindings(scope), outer: null };
    const value = closure(env);
    // A knowledge model may call itself.
    if (decision.role === 'knowledge' && env.names) env.names[decision.variable] = value;
    return value;
  };
}

/** A decision service is a function of its input data and then of its input decisions (DMN 1.5, 10.4). */
function serviceOf(decision: Decision, decisions: Decisions, ready: (decision: Decision) => Element): Element['evaluate'] {
  const { given = [], outputs = [] } = decision.service ?? {};
  const order = required(decisions, outputs, given).map(ready);
  const variable = (id: string) => decisions[id]?.variable ?? id;
  const [single] = outputs;
  return ({ evaluation }) =>
    new FeelFunction(
      (...args: Value[]) => {
        charge(evaluation, 1);
        const inputs = new Map(decision.inputs.map((name, index) => [name, args[index] ?? null]));
        const known = new Map(given.map((id, index) => [id, args[decision.inputs.length + index] ?? null]));
        evaluateAll(order, { evaluation, known, input: (name) => inputs.get(name) });
        if (outputs.length === 1 && single !== undefined) return known.get(single) ?? null;
        return Object.fromEntries(outputs.map((id) => [variable(id), known.get(id) ?? null]));
      },
      [...decision.inputs, ...given.map(variable)],
    );
}

/** Gives the names that an element sees their values. */
function binder(decision: Decision, decisions: Decisions, at: Compiling): (scope: Scope) => Context {
  const own = needsBinder(decision, decisions, at);
  const imports = Object.entries(decision.imports ?? {}).map(([name, needs]) => [name, needsBinder(needs, decisions, at)] as const);
  return (scope) => {
    const names = own(scope);
    for (const [name, bind] of imports) {
      if (name === '') Object.assign(names, bind(scope));
      else names[name] = bind(scope);
    }
    return names;
  };
}

function needsBinder({ requires, inputs, types }: Needs, decisions: Decisions, at: Compiling): (scope: Scope) => Context {
  const conform = new Map<string, Conform>();
  for (const [name, type] of Object.entries(types ?? {})) conform.set(name, conforming(type, 'json', allowedOf(at)));
  const variables = requires.map((id) => [id, decisions[id]?.variable ?? id] as const);
  return (scope) => {
    const env: Env = { evaluation: scope.evaluation, names: null, outer: null };
    const names: Context = {};
    for (const name of inputs) {
      const value = scope.input(name);
      if (value !== undefined) names[name] = conform.get(name)?.(value, env) ?? (conform.has(name) ? null : value);
    }
    for (const [id, name] of variables) names[name] = scope.known.get(id) ?? null;
    return names;
  };
}
