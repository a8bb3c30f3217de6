import type { Inside } from '../elements/kind.ts';
import type { Graph } from '../graph.ts';
import { beginsOn } from '../starts.ts';
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
    const { starts = [], triggered = [], events = [] } = (node.data ?? {}) as Partial<Inside>;
    open.push(...starts, ...triggered, ...events, ...events.flatMap((event) => elements[event]?.scope ?? []));
    checkCatchers(id, [node.boundaries, events], elements, found);
    checkStarts(triggered, elements, found);
  }
  for (const [id, node] of Object.entries(elements)) {
    if (reached.has(id) || (node.scope !== null && !reached.has(node.scope))) continue;
    found.add('unreachable', { element: id, elementName: node.name, place: null });
  }
}

/** Two that begin with one message: nobody could say which. */
function checkStarts(triggered: string[], elements: Graph['elements'], found: Findings): void {
  const names = new Set<string>();
  for (const id of triggered) {
    const trigger = (elements[id]?.data as { trigger?: Trigger | null } | null)?.trigger;
    if (trigger) checkValue(id, trigger, elements, found);
    if ((trigger?.on !== 'message' && trigger?.on !== 'signal') || !('text' in trigger.name)) continue;
    const name = trigger.name.text;
    if (names.has(name)) found.add('start-double', { element: id, elementName: elements[id]?.name ?? null, place: null }, { name });
    names.add(name);
  }
}

/** The clock of publish gives its own instant; whether there is a value at all can be said before. */
function checkValue(id: string, trigger: Trigger, elements: Graph['elements'], found: Findings): void {
  try {
    beginsOn(trigger, '2000-01-01T00:00:00.000Z');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    found.add('start-value', { element: id, elementName: elements[id]?.name ?? null, place: null }, { detail });
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
