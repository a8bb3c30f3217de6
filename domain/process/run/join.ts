import { kindOf } from '../elements/index.ts';
import type { GraphElement } from '../graph.ts';
import type { ActivationId } from '../types.ts';
import { activation, count, create, elementOf, executableOf, passed, type Run } from './run.ts';

/** Whether tokens are gathered before an element begins: at a gateway that joins, and where a start quantity asks for several. */
export function gathers(node: GraphElement): boolean {
  return (kindOf(node).gather !== undefined && node.incoming.length > 1) || (node.startQuantity ?? 1) > 1;
}

/** A token arrives where tokens are gathered. The activation that can begin now, or null. */
export function join(run: Run, target: string, scope: ActivationId, flow: string): ActivationId | null {
  const id = gathering(run, target, scope) ?? gatherer(run, target, scope);
  count(run, scope, -1);
  const at = activation(run, id);
  const node = elementOf(run, id);
  const key = node.startQuantity === undefined ? flow : '';
  at.arrived = { ...at.arrived, [key]: (at.arrived?.[key] ?? 0) + 1 };
  const taken = needed(node, at.arrived);
  return taken ? begin(run, id, taken) : null;
}

/**
 * With no token under way: the oldest join for which no token can come any more over the flows that are still empty
 * (OMG 13.4.3), ready to begin. Null where each one waits on.
 */
export function synchronise(run: Run): ActivationId | null {
  for (const [id, { arrived, incident }] of Object.entries(run.state.on)) {
    if (!arrived || incident || !kindOf(elementOf(run, id)).synchronises || awaits(run, id, arrived)) continue;
    return begin(run, id, Object.fromEntries(Object.keys(arrived).map((flow) => [flow, 1])));
  }
  return null;
}

/**
 * A token elsewhere in the scope can come over an empty flow, without passing the gateway and without being able to come
 * over a filled one as well.
 */
function awaits(run: Run, id: ActivationId, arrived: Record<string, number>): boolean {
  const { element, scope } = activation(run, id);
  const ways = Object.entries(executableOf(run, id).ways.get(element) ?? {});
  return Object.values(run.state.on).some((other) => {
    if (other.scope !== scope || other.of !== undefined || other.element === element) return false;
    const flows = ways.flatMap(([flow, from]) => (from.has(other.element) ? [flow] : []));
    return flows.length > 0 && !flows.some((flow) => arrived[flow] !== undefined);
  });
}

/** How many tokens are taken from each flow where they are enough. */
function needed(node: GraphElement, arrived: Record<string, number>): Record<string, number> | null {
  const { startQuantity: quantity } = node;
  if (quantity !== undefined) return (arrived[''] ?? 0) >= quantity ? { '': quantity } : null;
  return kindOf(node).gather?.(arrived, node) === true ? Object.fromEntries(node.incoming.map((flow) => [flow, 1])) : null;
}

/** Tokens that are not taken wait for the next time. */
function begin(run: Run, id: ActivationId, taken: Record<string, number>): ActivationId {
  const { element, scope, arrived = {}, ...at } = activation(run, id);
  const left = Object.entries(arrived).flatMap(([flow, n]) => (n > (taken[flow] ?? 0) ? [[flow, n - (taken[flow] ?? 0)] as const] : []));
  run.state.on[id] = { element, ...(scope === undefined ? {} : { scope }), ...at };
  if (left.length > 0 && scope !== undefined) {
    passed(run, create(run, { element, scope, arrived: Object.fromEntries(left) }), 'entered');
  }
  return id;
}

function gathering(run: Run, target: string, scope: ActivationId): ActivationId | null {
  for (const id of Object.keys(run.state.on)) {
    const at = activation(run, id);
    if (at.arrived && at.element === target && at.scope === scope) return id;
  }
  return null;
}

function gatherer(run: Run, target: string, scope: ActivationId): ActivationId {
  const id = create(run, { element: target, scope, arrived: {} });
  passed(run, id, 'entered');
  return id;
}
