import type { Graph, GraphElement } from '../graph.ts';

/** Boundary events, starts and event sub-processes begin by what happens, never by a token that comes along. */
export function isEntered(node: GraphElement): boolean {
  const byEvent = (node.data as { byEvent?: boolean } | null)?.byEvent === true;
  return node.scope !== null && !byEvent && node.kind !== 'boundary-event' && node.kind !== 'start-event';
}

/** The elements to which a token at this one may be moved: all of the same scope that a token can enter. */
export function targetsOf(graph: Graph, element: string): string[] {
  const scope = graph.elements[element]?.scope;
  return Object.entries(graph.elements).flatMap(([id, node]) => (node.scope === scope && isEntered(node) ? [id] : []));
}
