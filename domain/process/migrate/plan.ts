import type { Graph, GraphElement } from '../graph.ts';
import { asEngineState, type Activation, type EngineState } from '../state.ts';
import type { ActivationId, State } from '../types.ts';
import type { ElementMapping } from './propose.ts';
import { isEntered } from './targets.ts';

/** What a migration does to one request, activation by activation, or why it cannot be done. */
export interface MigrationPlan {
  /** Processes (the request's own and called ones) that run in the old version. */
  processes: ActivationId[];
  /** Goes on as it is under an element of the same kind, listeners included. */
  keep: Record<ActivationId, string>;
  /** Its element has become one of another kind: it ends, and a token enters that one. */
  enter: Record<ActivationId, string>;
  /** Listeners whose event the new version does not have. */
  end: ActivationId[];
  /** Events that only the new version has, by the activation that they serve. */
  arm: Record<ActivationId, string[]>;
  obstacles: Obstacle[];
}

export interface Obstacle {
  activation: ActivationId;
  /** Of the old version; of the new one for `target-unknown`. */
  element: string;
  code: ObstacleCode;
}

export type ObstacleCode =
  /** Nothing of the request runs in the old version. */
  | 'not-in-version'
  /** Tokens are under way: the request is being worked on this very moment. */
  | 'under-way'
  /** A token stands at an element that has no counterpart. */
  | 'no-target'
  /** The counterpart is not in the new version, or cannot be entered by a token. */
  | 'target-unknown'
  /** It would be in another sub-process than its token. */
  | 'scope-changed'
  /** A sub-process or call with something inside has become something else. */
  | 'kind-changed'
  /** It waits for another sort of event, or is repeated in another way. */
  | 'behaviour-changed'
  /** Tokens wait at a join whose flows are others now. */
  | 'join-changed';

/** Works out a migration from the two graphs alone: nothing is evaluated, so thousands of requests take a moment. */
export function planMigration(state: State, from: Graph, to: Graph, mapping: ElementMapping): MigrationPlan {
  const { on, queue } = asEngineState(state);
  const plan: MigrationPlan = { processes: [], keep: {}, enter: {}, end: [], arm: {}, obstacles: [] };
  const inside = Object.entries(on).filter(([id, at]) => !at.graph && processOf(on, id) === from.hash);
  plan.processes = Object.keys(on).filter((id) => on[id]?.graph === from.hash);
  if (plan.processes.length === 0) plan.obstacles.push({ activation: '', element: from.process, code: 'not-in-version' });
  for (const [element, scope] of queue) {
    if (processOf(on, scope) === from.hash) plan.obstacles.push({ activation: scope, element, code: 'under-way' });
  }
  const tokens = inside.filter(([, at]) => at.of === undefined);
  for (const [id, at] of tokens) place(plan, { on, from, to, mapping }, id, at);
  for (const [id, at] of inside) if (at.of !== undefined) placeListener(plan, { on, from, to, mapping }, id, at);
  for (const id of [...tokens.map(([id]) => id), ...plan.processes]) armNew(plan, { on, from, to, mapping }, id);
  return plan;
}

interface Planning {
  on: EngineState['on'];
  from: Graph;
  to: Graph;
  mapping: ElementMapping;
}

function place(plan: MigrationPlan, { on, from, to, mapping }: Planning, id: ActivationId, at: Activation): void {
  const refuse = (code: ObstacleCode, element = at.element) => void plan.obstacles.push({ activation: id, element, code });
  const before = from.elements[at.element];
  const target = Object.hasOwn(mapping, at.element) ? mapping[at.element] : undefined;
  if (target === undefined || !before) return refuse('no-target');
  const after = Object.hasOwn(to.elements, target) ? to.elements[target] : undefined;
  if (!after || (after.kind !== before.kind && !isEntered(after))) return refuse('target-unknown', target);
  if (after.scope !== scopeIn(to, on, mapping, at)) return refuse('scope-changed');
  if (after.kind === before.kind) {
    if (behaviour(before) !== behaviour(after)) return refuse('behaviour-changed');
    const flows = Object.keys(at.arrived ?? {});
    if (flows.some((flow) => to.flows[flow]?.target !== target)) return refuse('join-changed');
    plan.keep[id] = target;
    return undefined;
  }
  const isEmpty = Object.values(on).every(({ scope }) => scope !== id);
  if (!isEmpty) return refuse('kind-changed');
  plan.enter[id] = target;
  return undefined;
}

/** A listener goes on where its event still serves what it served. */
function placeListener(plan: MigrationPlan, { on, from, to, mapping }: Planning, id: ActivationId, at: Activation): void {
  const target = mapping[at.element];
  const host = at.of === undefined ? undefined : on[at.of];
  const serves = host && at.of !== undefined ? newElement(plan, to, host, at.of) : undefined;
  // What it served is entered anew, or cannot be placed at all.
  if (serves === undefined) return void plan.end.push(id);
  const [before, after] = [from.elements[at.element], target === undefined ? undefined : to.elements[target]];
  const stays =
    target !== undefined &&
    before &&
    after &&
    host &&
    listeners(to, serves, host).includes(target) &&
    behaviour(before) === behaviour(after);
  if (stays) plan.keep[id] = target;
  else plan.end.push(id);
}

/** Events that the new version adds to what goes on; what began there once, and is over, does not begin anew. */
function armNew(plan: MigrationPlan, { on, from, to, mapping }: Planning, id: ActivationId): void {
  const at = on[id];
  const now = at && newElement(plan, to, at, id);
  if (!at || now === undefined) return;
  // A retry does this phase again, and arms what is there then.
  if (at.incident?.phase === 'start' && !at.armed) return;
  const known = new Set(listeners(from, at.element, at).map((element) => mapping[element]));
  const ended = plan.end.filter((listener) => on[listener]?.of === id).map((listener) => mapping[on[listener]?.element ?? '']);
  const added = listeners(to, now, at).filter((element) => !known.has(element) || ended.includes(element));
  if (added.length > 0) plan.arm[id] = added;
}

const newElement = (plan: MigrationPlan, to: Graph, at: Activation, id: ActivationId): string | undefined =>
  at.graph ? to.process : plan.keep[id];

/** What listens while an element is active: boundary events, event sub-processes inside, events behind a gateway. */
function listeners(graph: Graph, element: string, { n, loop, undo }: Activation): string[] {
  const node = graph.elements[element];
  if (!node || undo) return [];
  const { events = [] } = (node.data ?? {}) as { events?: string[] };
  const behind = node.kind === 'event-based-gateway' ? node.outgoing.flatMap((flow) => graph.flows[flow]?.target ?? []) : [];
  // The body of a loop carries the boundary events, its instances hold the event sub-processes.
  return [...(n === undefined ? node.boundaries : []), ...(loop ? [] : events), ...behind];
}

/** What must stay the same for a wait to be kept: the sort of trigger, whether it interrupts, begins by an event, and how it loops. */
function behaviour(node: GraphElement): string {
  const { trigger, interrupting, byEvent } = (node.data ?? {}) as {
    trigger?: { on: string } | null;
    interrupting?: boolean;
    byEvent?: boolean;
  };
  return JSON.stringify([trigger?.on ?? null, interrupting ?? null, byEvent ?? null, node.loop?.mode ?? null]);
}

function scopeIn(to: Graph, on: EngineState['on'], mapping: ElementMapping, at: Activation): string | null {
  const scope = at.scope === undefined ? undefined : on[at.scope];
  if (!scope) return null;
  // An instance lies in its body, which is the same element.
  if (at.n !== undefined) return scopeIn(to, on, mapping, scope);
  return scope.graph ? to.process : (mapping[scope.element] ?? null);
}

function processOf(on: EngineState['on'], id: ActivationId): string | undefined {
  let at = on[id];
  while (at && !at.graph) at = at.scope === undefined ? undefined : on[at.scope];
  return at?.graph;
}
