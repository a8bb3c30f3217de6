import type { Graph, GraphElement } from '../graph.ts';

/** Where the tokens of an element go in another version; an element that is not named has no place there. */
export type ElementMapping = Record<string, string>;

export interface ProposedElement {
  element: string;
  kind: string;
  name: string | null;
  /** In the other version; null where nothing fits: to be chosen by a person if a token stands there. */
  to: string | null;
  /** What speaks for it: the same id; the same name; the same place, between the same neighbours. */
  why: 'id' | 'name' | 'place' | null;
}

/**
 * For every element of a version its counterpart in another: same id and kind, else same name and kind, else same kind at
 * the same place. Only what is unique on both sides is proposed, so that no two elements meet in one.
 */
export function proposeMapping(from: Graph, to: Graph): ProposedElement[] {
  const found = new Map<string, { to: string; why: ProposedElement['why'] }>();
  const taken = new Set<string>();
  const inner = (graph: Graph) => Object.entries(graph.elements).filter(([id]) => id !== graph.process);
  const match = (
    why: ProposedElement['why'],
    key: (graph: Graph, id: string, node: GraphElement, side: 'from' | 'to') => string | null,
  ) => {
    const left = unique(
      inner(from).filter(([id]) => !found.has(id)),
      (id, node) => key(from, id, node, 'from'),
    );
    const right = unique(
      inner(to).filter(([id]) => !taken.has(id)),
      (id, node) => key(to, id, node, 'to'),
    );
    for (const [which, element] of left) {
      const other = right.get(which);
      if (other === undefined) continue;
      found.set(element, { to: other, why });
      taken.add(other);
    }
  };
  match('id', (_graph, id, node) => `${node.kind} ${id}`);
  match('name', (_graph, _id, node) => (node.name === null ? null : `${node.kind} ${node.name.trim().toLowerCase()}`));
  const counterpart = (id: string, side: 'from' | 'to') => (side === 'to' ? id : (found.get(id)?.to ?? null));
  match('place', (graph, _id, node, side) => placeOf(graph, node, (id) => counterpart(id, side)));
  return inner(from).map(([element, { kind, name }]) => {
    const { to = null, why = null } = found.get(element) ?? {};
    return { element, kind, name, to, why };
  });
}

/** What of a proposal stands in a mapping. */
export function mappingOf(proposed: readonly ProposedElement[]): ElementMapping {
  return Object.fromEntries(proposed.flatMap(({ element, to }) => (to === null ? [] : [[element, to]])));
}

/** The elements by key, those left out whose key is null or somebody else's too. */
function unique(elements: [string, GraphElement][], key: (id: string, node: GraphElement) => string | null): Map<string, string> {
  const byKey = new Map<string, string[]>();
  for (const [id, node] of elements) {
    const which = key(id, node);
    if (which !== null) byKey.set(which, [...(byKey.get(which) ?? []), id]);
  }
  return new Map([...byKey].flatMap(([which, [id = '', ...others]]) => (others.length > 0 ? [] : [[which, id]])));
}

/** Kind and neighbours, as the other version knows them; null where a neighbour is unknown there. */
function placeOf(graph: Graph, node: GraphElement, counterpart: (id: string) => string | null): string | null {
  const before = node.incoming.map((flow) => counterpart(graph.flows[flow]?.source ?? ''));
  const after = node.outgoing.map((flow) => counterpart(graph.flows[flow]?.target ?? ''));
  const near = [...before, '>', ...after];
  return near.length === 1 || near.includes(null) ? null : `${node.kind} ${near.join(' ')}`;
}
