import { kindOf } from '../elements/index.ts';
import type { At, Outcome } from '../elements/kind.ts';
import type { Token } from '../state.ts';
import type { ActivationId, GraphHash, Variables } from '../types.ts';
import { empty } from './cancel.ts';
import { outgoing } from './flows.ts';
import { attempt, stop } from './incident.ts';
import { listen, unlisten } from './listeners.ts';
import { mapInputs, mapOutputs } from './mappings.ts';
import * as on from './run.ts';
import { allVisible } from './variables.ts';
import type { Run } from './run.ts';

/** Elements entered without a wait in between, after which a loop is assumed. */
const LOOP_LIMIT = 10_000;
/** Calls and sub-processes inside each other. */
const DEPTH_LIMIT = 50;

/** Starts a process, alone or called by an activation. */
export function begin(run: Run, graph: GraphHash, variables: Variables, caller?: ActivationId): void {
  const { process } = on.executable(run, graph).graph;
  const scope = caller === undefined ? {} : { scope: caller };
  const id = on.create(run, { element: process, graph, vars: variables, open: 0, ...scope });
  start(run, id);
}

/** The token becomes an activation, or joins one that waits for it. */
export function enter(run: Run, [target, scope, flow]: Token): void {
  run.state.unwaited += 1;
  const node = on.element(on.executableOf(run, scope), target);
  if (kindOf(node).gather && flow !== null && node.incoming.length > 1) return join(run, target, scope, flow);
  const id = on.create(run, { element: target, scope });
  on.count(run, scope, -1);
  on.passed(run, id, 'entered');
  if (run.state.unwaited > LOOP_LIMIT) {
    return stop(run, id, 'start', 'LOOP', `more than ${LOOP_LIMIT} elements without a wait: is there a loop?`);
  }
  start(run, id);
}

function join(run: Run, target: string, scope: ActivationId, flow: string): void {
  const waiting = Object.entries(run.state.on).find(([, at]) => at.element === target && at.scope === scope && at.arrived);
  const id = waiting?.[0] ?? on.create(run, { element: target, scope, arrived: {} });
  on.count(run, scope, -1);
  if (!waiting) on.passed(run, id, 'entered');
  const held = on.activation(run, id);
  held.arrived = { ...held.arrived, [flow]: (held.arrived?.[flow] ?? 0) + 1 };
  const node = on.elementOf(run, id);
  const taken = kindOf(node).gather?.(held.arrived, node) ?? null;
  if (taken === null) return;
  const left = Object.entries(held.arrived).map(([key, n]) => [key, taken.includes(key) ? n - 1 : n] as const);
  const rest = left.filter(([, n]) => n > 0);
  delete held.arrived;
  if (rest.length > 0) on.create(run, { element: target, scope, arrived: Object.fromEntries(rest) });
  start(run, id);
}

/** Phase one: input mappings, boundary events, then what the element does. */
export function start(run: Run, id: ActivationId): void {
  attempt(run, id, 'start', () => {
    const node = on.elementOf(run, id);
    const held = on.activation(run, id);
    mapInputs(run, id, node);
    if (node.boundaries.length > 0 && !held.armed && held.scope !== undefined) {
      listen(run, id, node.boundaries, held.scope);
      held.armed = true;
    }
    settle(run, id, kindOf(node).enter(moment(run, id)));
  });
}

/** Phase two: output mappings; `result` is what the element gave. */
export function finish(run: Run, id: ActivationId, result: Variables): void {
  const held = on.activation(run, id);
  delete held.wait;
  if (Object.keys(result).length > 0) held.result = result;
  let done = false;
  attempt(run, id, 'finish', () => {
    mapOutputs(run, id, on.elementOf(run, id), held.result ?? {});
    delete held.result;
    done = true;
  });
  if (done) leave(run, id);
}

/** Phase three: the token goes on over the flows that it may take, and the element is done. */
export function leave(run: Run, id: ActivationId): void {
  attempt(run, id, 'flows', () => {
    const flows = outgoing(run, id);
    const { graph } = on.executableOf(run, id);
    for (const flow of flows) {
      const target = graph.flows[flow]?.target;
      if (target !== undefined) on.send(run, target, scopeOf(run, id), flow);
    }
    end(run, id);
  });
}

/** What comes next, as the element's kind says. */
export function settle(run: Run, id: ActivationId, outcome: Outcome): void {
  const held = on.activation(run, id);
  switch (outcome.next) {
    case 'finish':
      return finish(run, id, outcome.result);
    case 'wait':
      held.wait = outcome.wait;
      return;
    case 'race':
      return race(run, id);
    case 'open':
      return open(run, id, outcome.elements);
    case 'call':
      if (depth(run, id) > DEPTH_LIMIT) throw new on.Fault('CALLED_ELEMENT_ERROR', 'calls nested too deeply');
      delete held.wait;
      return begin(run, outcome.graph, outcome.variables, id);
    case 'terminate':
      empty(run, scopeOf(run, id), id);
      return end(run, id);
    case 'throw':
      run.thrown.push({ id, code: outcome.code, message: outcome.message, variables: {} });
      return;
    default:
  }
}

/** An event happens in a scope: it is entered and done at once, with what it brings. */
export function happen(run: Run, element: string, scope: ActivationId, variables: Variables): void {
  const id = on.create(run, { element, scope });
  on.passed(run, id, 'entered');
  finish(run, id, variables);
}

/** The activation is over; a scope that holds nothing more is over with it. */
function end(run: Run, id: ActivationId): void {
  const { scope, armed } = on.activation(run, id);
  if (armed) unlisten(run, id);
  on.passed(run, id, 'left');
  on.remove(run, id);
  if (scope !== undefined) closeIfDone(run, scope);
}

function closeIfDone(run: Run, id: ActivationId): void {
  const held = on.activation(run, id);
  if (held.open !== 0 || held.incident) return;
  unlisten(run, id);
  if (!held.graph) return finish(run, id, {});
  const variables = held.vars ?? {};
  if (held.scope === undefined) return complete(run, id, variables);
  const caller = held.scope;
  on.remove(run, id);
  const node = on.elementOf(run, caller);
  const { childVariables } = node.data as { childVariables?: boolean };
  finish(run, caller, node.outputs.length > 0 || childVariables ? variables : {});
}

function complete(run: Run, root: ActivationId, variables: Variables): void {
  on.remove(run, root);
  run.state.status = 'completed';
  run.state.final = variables;
  run.commands.push({ type: 'finished', outcome: 'completed' });
}

function open(run: Run, id: ActivationId, elements: string[]): void {
  const held = on.activation(run, id);
  held.open ??= 0;
  const { events } = on.elementOf(run, id).data as { events?: string[] };
  if (events && events.length > 0) listen(run, id, events, id);
  for (const element of elements) on.send(run, element, id, null);
  closeIfDone(run, id);
}

function race(run: Run, id: ActivationId): void {
  const { graph } = on.executableOf(run, id);
  const targets = on.elementOf(run, id).outgoing.flatMap((flow) => graph.flows[flow]?.target ?? []);
  listen(run, id, targets, scopeOf(run, id));
  on.activation(run, id).wait = { for: 'events' };
}

function moment(run: Run, id: ActivationId): At<never> {
  const { graph } = on.executableOf(run, id);
  const held = on.activation(run, id);
  const node = on.elementOf(run, id);
  return {
    run,
    id,
    element: held.element,
    node,
    graph,
    data: node.data as never,
    input: () => (node.inputs.length > 0 ? (held.vars ?? {}) : allVisible(run, id)),
  };
}

function scopeOf(run: Run, id: ActivationId): ActivationId {
  return on.activation(run, id).scope ?? id;
}

function depth(run: Run, id: ActivationId): number {
  let steps = 0;
  for (let at = on.activation(run, id).scope; at !== undefined; at = on.activation(run, at).scope) steps += 1;
  return steps;
}
