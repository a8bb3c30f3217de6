import type { Graph } from '../graph.ts';
import type { Trigger } from '../triggers/trigger.ts';
import type { Findings } from './findings.ts';

/** Warns of elements that no token can come to, and refuses two catchers of one error or escalation at one place. */
export function checkReach(elements: Graph['elements'], flows: Graph['flows'], found: Findings): void {
  const reached = new Set<string>();
  const open = Object.keys(elements).filter((id) => elements[id]?.scope === null);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = elements[id];
    if (!node || reached.has(id)) continue;
    reached.add(id);
    open.push(...node.boundaries, ...Object.values(node.compensation ?? {}), ...node.outgoing.flatMap((flow) => flows[flow]?.target ?? []));
    const { starts = [], events = [] } = (node.data ?? {}) as { starts?: string[]; events?: string[] };
    open.push(...starts, ...events, ...events.flatMap((event) => elements[event]?.scope ?? []));
    checkCatchers(id, [node.boundaries, events], elements, found);
  }
  for (const [id, node] of Object.entries(elements)) {
    if (reached.has(id) || (node.scope !== null && !reached.has(node.scope))) continue;
    found.add('unreachable', { element: id, elementName: node.name, place: null });
  }
}

function checkCatchers(id: string, groups: string[][], elements: Graph['elements'], found: Findings): void {
  for (const group of groups) {
    const codes = group.flatMap((event) => {
      const trigger = (elements[event]?.data as { trigger?: Trigger | null } | null)?.trigger;
      return trigger?.on === 'error' || trigger?.on === 'escalation' ? [`${trigger.on} ${trigger.code ?? '*'}`] : [];
    });
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice !== undefined) {
      found.add('duplicate-catch', { element: id, elementName: elements[id]?.name ?? null, place: null }, { code: twice });
    }
  }
}
