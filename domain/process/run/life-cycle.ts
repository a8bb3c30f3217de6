import { kindOf } from '../elements/index.ts';
import type { At, Outcome } from '../elements/kind.ts';
import type { Token } from '../state.ts';
import type { ActivationId, GraphHash, Variables } from '../types.ts';
import { collectedBranches, isBranch, leaveBranch } from './ad-hoc.ts';
import { empty } from './cancel.ts';
import { note } from './completed.ts';
import { outgoing } from './flows.ts';
import { attempt, LOOP_LIMIT, stop } from './incident.ts';
import { gathers, join, synchronise } from './join.ts';
import { boundariesOf, listen, unlisten } from './listeners.ts';
import { collected, countInstance, nextInstance, openLoop } from './loop.ts';
import { mapInputs, mapOutputs } from './mappings.ts';
import * as on from './run.ts';
import { allVisible, propagate } from './variables.ts';
import type { Run } from './run.ts';
import { checkSizes, sizeFault } from './size.ts';

/** Calls and sub-processes inside each other. */
const DEPTH_LIMIT = 50;

/** Starts a process, alone or called by an activation. */
export function begin(run: Run, graph: GraphHash, variables: Variables, caller?: ActivationId): void {
  checkSizes(variables);
  const { process } = on.executable(run, graph).graph;
  const scope = caller === undefined ? {} : { scope: caller };
  const id = on.create(run, { element: process, graph, vars: variables, open: 0, ...scope });
  start(run, id);
}

/** The token becomes an activation, or joins one that waits for it. */
export function enter(run: Run, [target, scope, flow]: Token): void {
  run.state.unwaited += 1;
  const around = on.activation(run, scope);
  const instance = around.loop !== undefined && around.element === target;
  if (!instance && flow !== null && gathers(on.element(on.executableOf(run, scope), target))) {
    const ready = join(run, target, scope, flow);
    return ready === null ? undefined : start(run, ready);
  }
  const id = on.create(run, { element: target, scope, ...(instance ? nextInstance(run, scope) : {}) });
  on.count(run, scope, -1);
  on.passed(run, id, 'entered');
  if (run.state.unwaited > LOOP_LIMIT) {
    return stop(run, id, 'start', 'LOOP', `more than ${LOOP_LIMIT} elements without a wait: is there a loop?`);
  }
  start(run, id);
}

/** With no token under way: begins the oldest join that need not wait any more. Whether there was one. */
export function beginJoin(run: Run): boolean {
  const ready = synchronise(run);
  if (ready !== null) start(run, ready);
  return ready !== null;
}

/** Phase one: input mappings, boundary events, then what the element does; or the body of its loop. */
export function start(run: Run, id: ActivationId): void {
  attempt(run, id, 'start', () => {
    const node = on.elementOf(run, id);
    const held = on.activation(run, id);
    const loop = held.n === undefined ? node.loop : undefined;
    if (!loop) mapInputs(run, id, node);
    const boundaries = boundariesOf(run, id);
    if (boundaries.length > 0 && !held.armed && held.scope !== undefined) {
      listen(run, id, boundaries, held.scope);
      held.armed = true;
    }
    if (!loop) settle(run, id, kindOf(node).enter(moment(run, id)));
    else if (!openLoop(run, id, loop)) finish(run, id, collected(run, id));
  });
}

/** Phase two: output mappings; `result` is what the element gave. What is too large is not kept: a retry begins anew. */
export function finish(run: Run, id: ActivationId, result: Variables): void {
  const held = on.activation(run, id);
  delete held.wait;
  const fault = sizeFault(result);
  if (fault) return stop(run, id, 'start', fault.code, fault.message);
  if (Object.keys(result).length > 0) held.result = result;
  let done = false;
  attempt(run, id, 'finish', () => {
    if (held.loop) propagate(run, scopeOf(run, id), held.result ?? {});
    else mapOutputs(run, id, on.elementOf(run, id), held.result ?? {});
    delete held.result;
    done = true;
  });
  if (done) leave(run, id);
}

/** Phase three: the token goes on over the flows that it may take, and the element is done; an instance returns to its body. */
export function leave(run: Run, id: ActivationId): void {
  attempt(run, id, 'flows', () => {
    if (on.activation(run, id).n !== undefined) return leaveInstance(run, id, scopeOf(run, id));
    const flows = outgoing(run, id);
    const { completionQuantity: tokens = 1 } = on.elementOf(run, id);
    const scope = scopeOf(run, id);
    if (flows.length === 0 && isBranch(run, id, scope)) return leaveAdHoc(run, id, scope);
    const { graph } = on.executableOf(run, id);
    for (const flow of flows) {
      const { target } = graph.flows[flow] ?? {};
      if (target === undefined) continue;
      for (let n = 0; n < tokens; n += 1) on.send(run, target, scopeOf(run, id), flow);
    }
    end(run, id);
  });
}

function leaveInstance(run: Run, id: ActivationId, body: ActivationId): void {
  const over = countInstance(run, id, body);
  end(run, id);
  if (!over) return;
  empty(run, body);
  finish(run, body, collected(run, body));
}

function leaveAdHoc(run: Run, id: ActivationId, scope: ActivationId): void {
  const isDone = leaveBranch(run, id, scope);
  end(run, id);
  if (!isDone || !run.state.on[scope]?.open) return;
  empty(run, scope);
  finish(run, scope, collectedBranches(run, scope));
}

/** What comes next, as the element's kind says. */
export function settle(run: Run, id: ActivationId, outcome: Outcome): void {
  const held = on.activation(run, id);
  switch (outcome.next) {
    case 'finish':
      return finish(run, id, outcome.result);
    case 'wait':
      return on.wait(run, id, outcome.wait);
    case 'race':
      return race(run, id);
    case 'open':
      if (outcome.adHoc) held.adHoc = outcome.adHoc;
      return open(run, id, outcome.elements);
    case 'call':
      if (depth(run, id) > DEPTH_LIMIT) throw new on.Fault('CALLED_ELEMENT_ERROR', 'calls nested too deeply');
      delete held.wait;
      return begin(run, outcome.graph, outcome.variables, id);
    case 'terminate':
      empty(run, scopeOf(run, id), id);
      on.activation(run, scopeOf(run, id)).terminated = true;
      return end(run, id);
    case 'throw':
      run.thrown.push({ id, ...outcome.thrown });
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
export function end(run: Run, id: ActivationId): void {
  const { scope, armed, by } = on.activation(run, id);
  if (armed) unlisten(run, id);
  note(run, id);
  on.passed(run, id, 'left');
  on.remove(run, id);
  if (by !== undefined) run.thrown.push({ id: by, what: 'compensated' });
  else if (scope !== undefined) closeIfDone(run, scope);
}

function closeIfDone(run: Run, id: ActivationId): void {
  const held = on.activation(run, id);
  if (held.open !== 0 || held.incident || held.loop) return;
  if (held.undo) return void run.thrown.push({ id, what: 'compensated' });
  unlisten(run, id);
  if (!held.graph) return finish(run, id, collectedBranches(run, id));
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
  // An ad-hoc sub-process in which nothing begins stays until an event ends it (the dialect's rule).
  if (!held.adHoc || elements.length > 0) closeIfDone(run, id);
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
