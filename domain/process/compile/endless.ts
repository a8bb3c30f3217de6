import type { Graph, GraphElement } from '../graph.ts';
import type { Findings } from './findings.ts';

/**
 * Refuses loops that can be proven to run for ever: no element in them waits, and every way out of it leads back. What
 * could still be ended from outside (by a boundary event, an event sub-process, a terminate event) is left to the limit
 * at run time (incident LOOP).
 */
export function checkEndless(elements: Graph['elements'], flows: Graph['flows'], found: Findings): void {
  const caught = caughtElements(elements, flows);
  const next = (id: string) => targets(elements[id], flows).filter((one) => caught.has(one));
  const reported = new Set<string>();
  for (const id of caught) {
    if (reported.has(id)) continue;
    const loop = loopFrom(id, next);
    if (!loop || loop.some((one) => reported.has(one))) continue;
    for (const one of loop) reported.add(one);
    const path = [...loop, id].map((one) => elements[one]?.name ?? one).join(' → ');
    found.add('endless-loop', { element: id, elementName: elements[id]?.name ?? null, place: null }, { path });
  }
}

/** Elements from which a token comes to no wait and to no end: the largest set in which each leads back into the set. */
function caughtElements(elements: Graph['elements'], flows: Graph['flows']): Set<string> {
  const caught = new Set(Object.keys(elements).filter((id) => goesOnAtOnce(elements[id])));
  for (const scope of new Set(Object.values(elements).map((one) => one.scope))) {
    if (!canBeEnded(elements, scope)) continue;
    for (const id of caught) if (elements[id]?.scope === scope) caught.delete(id);
  }
  const open = Object.keys(elements);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = elements[id];
    if (!node || (caught.has(id) && staysCaught(node, flows, caught))) continue;
    caught.delete(id);
    for (const flow of node.incoming) {
      const before = flows[flow]?.source;
      if (before !== undefined && caught.has(before)) open.push(before);
    }
  }
  return caught;
}

function targets(node: GraphElement | undefined, flows: Graph['flows']): string[] {
  return node?.outgoing.flatMap((flow) => flows[flow]?.target ?? []) ?? [];
}

/** Takes a token on without a wait. */
function goesOnAtOnce(node: GraphElement | undefined): boolean {
  if (!node || node.boundaries.length > 0 || node.outgoing.length === 0 || node.startQuantity !== undefined) return false;
  return isInstant(node, node.data as { runs?: string; throws?: string } | null);
}

function isInstant({ kind, incoming }: GraphElement, data: { runs?: string; throws?: string } | null): boolean {
  switch (kind) {
    case 'task':
    case 'exclusive-gateway':
      return true;
    // A join waits for other tokens.
    case 'parallel-gateway':
    case 'inclusive-gateway':
      return incoming.length <= 1;
    case 'script-task':
      return data?.runs === 'feel';
    case 'business-rule-task':
      return data?.runs === 'decision';
    case 'throw-event':
      return data?.throws === 'nothing' || data?.throws === 'link';
    // Reached by a link, which is a flow by then.
    case 'catch-event':
      return incoming.some((flow) => flow.startsWith('link:'));
    default:
      return false;
  }
}

function canBeEnded(elements: Graph['elements'], scope: string | null): boolean {
  const holder = scope === null ? undefined : elements[scope];
  if (!holder) return false;
  const { events = [] } = (holder.data ?? {}) as { events?: string[] };
  if (events.length > 0 || holder.boundaries.length > 0) return true;
  const ends = Object.values(elements).some((one) => one.scope === scope && one.kind === 'end-event' && endsMore(one));
  return ends || canBeEnded(elements, holder.scope);
}

function endsMore({ data }: GraphElement): boolean {
  return (data as { ends?: string } | null)?.ends !== 'token';
}

/** One of the flows that it always takes leads back, or whichever it may take does. */
function staysCaught(node: GraphElement, flows: Graph['flows'], caught: ReadonlySet<string>): boolean {
  const leadsBack = (flow: string) => caught.has(flows[flow]?.target ?? '');
  const isChoice = (flow: string) => node.kind === 'exclusive-gateway' || flow === node.default || flows[flow]?.condition;
  return node.outgoing.every(leadsBack) || node.outgoing.some((flow) => !isChoice(flow) && leadsBack(flow));
}

/** The shortest way from an element back to itself. */
function loopFrom(id: string, next: (id: string) => string[]): string[] | null {
  const from = new Map<string, string>();
  const open = [id];
  for (const at of open) {
    for (const one of next(at)) {
      if (one === id) return wayTo(at, id, from);
      if (from.has(one)) continue;
      from.set(one, at);
      open.push(one);
    }
  }
  return null;
}

function wayTo(end: string, start: string, from: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = end; at !== start;) {
    at = from.get(at) ?? start;
    way.push(at);
  }
  return way.reverse();
}
