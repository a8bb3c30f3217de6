import type { Graph } from '../graph.ts';

/** By incoming flow of a gateway: the elements from which a token can come over it without passing the gateway before. */
export type Ways = Record<string, ReadonlySet<string>>;

/** For a gateway that waits only for tokens which can still reach it. Ways lead over boundary events too. */
export function waysInto(graph: Graph, gateway: string): Ways {
  const before = predecessors(graph);
  const incoming = graph.elements[gateway]?.incoming ?? [];
  return Object.fromEntries(
    incoming.map((flow) => {
      const found = new Set<string>();
      const open = [graph.flows[flow]?.source ?? gateway];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (id === gateway || found.has(id)) continue;
        found.add(id);
        open.push(...(before.get(id) ?? []));
      }
      return [flow, found];
    }),
  );
}

function predecessors(graph: Graph): Map<string, string[]> {
  const before = new Map<string, string[]>();
  const add = (id: string, from: string) => before.set(id, [...(before.get(id) ?? []), from]);
  for (const { source, target } of Object.values(graph.flows)) add(target, source);
  for (const [host, { boundaries }] of Object.entries(graph.elements)) for (const event of boundaries) add(event, host);
  return before;
}
