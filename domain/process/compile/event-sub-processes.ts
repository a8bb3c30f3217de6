import type { Graph } from '../graph.ts';
import type { Findings } from './findings.ts';

/** An event sub-process has one start event and no sequence flow (OMG 10.3.5): others would never begin, or never be left. */
export function checkEventSubProcesses(elements: Graph['elements'], found: Findings): void {
  for (const [element, { name, data, incoming, outgoing }] of Object.entries(elements)) {
    const { byEvent, starts = [] } = (data ?? {}) as { byEvent?: boolean; starts?: string[] };
    if (byEvent !== true) continue;
    const at = { element, elementName: name, place: null };
    if (starts.length !== 1) found.add('event-sub-process-start', at, { count: starts.length });
    if (incoming.length + outgoing.length > 0) found.add('event-sub-process-flow', at);
  }
}
