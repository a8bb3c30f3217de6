import { kindNamed } from '../elements/index.ts';
import type { Graph, GraphElement } from '../graph.ts';
import type { Trigger } from '../triggers/trigger.ts';
import { type Findings, placeOf } from './findings.ts';
import type { Flows } from './flows.ts';
import { many, one, type Moddle } from './moddle.ts';

/** Attaches boundary events to their activities, those of compensation with the activity that undoes it. */
export function attachBoundaries(process: Moddle, elements: Graph['elements'], flows: Flows, found: Findings): void {
  const associations = associationsOf(process);
  for (const { event, host } of flows.boundaries) {
    const node = host?.id === undefined ? undefined : elements[host.id];
    const id = event.id ?? '';
    const own = elements[id];
    // A host that is not run has been refused as such.
    if (!own || (host && !kindNamed(host.$type))) continue;
    const { trigger } = own.data as { trigger: Trigger | null };
    if (!node || !carries(node)) found.add('boundary-host', placeOf(event));
    else if (trigger?.on === 'compensation') attachHandler(event, node, associations, elements, found);
    else {
      node.boundaries.push(id);
      if (trigger?.on === 'escalation' && node.kind.endsWith('task')) found.add('escalation-host', placeOf(event));
    }
    if (own.incoming.length > 0) found.add('boundary-incoming', placeOf(event));
  }
  checkHandlers(process, elements, found);
}

function carries(node: GraphElement): boolean {
  return /task$|sub-process$|^call-activity$/.test(node.kind) && (node.data as { byEvent?: boolean } | null)?.byEvent !== true;
}

/** The association leads from the event to the activity that undoes its host (OMG 10.7). */
function attachHandler(event: Moddle, host: GraphElement, associations: Moddle[], elements: Graph['elements'], found: Findings): void {
  const ends = associations.flatMap(({ sourceRef, targetRef }) => {
    const [source, target] = [one(sourceRef), one(targetRef)];
    return source === event ? [target] : target === event ? [source] : [];
  });
  const [handler] = ends;
  const id = handler?.id ?? '';
  if (elements[event.id ?? '']?.outgoing.length) found.add('compensation-flow', placeOf(event));
  if (ends.length !== 1 || handler?.isForCompensation !== true || elements[id]?.scope !== host.scope) {
    found.add('compensation-handler', placeOf(event));
  } else if (host.compensation) found.add('compensation-double', placeOf(event));
  else host.compensation = { event: event.id ?? '', handler: id };
}

/** Handlers are entered by compensation alone; what is to be undone must be there and seen from the throwing event. */
function checkHandlers(scope: Moddle, elements: Graph['elements'], found: Findings): void {
  for (const element of many(scope.flowElements)) {
    const node = elements[element.id ?? ''];
    if (element.isForCompensation === true && node && element.triggeredByEvent !== true) {
      if (node.incoming.length + node.outgoing.length > 0) found.add('compensation-flow', placeOf(element));
    }
    const { throws, activity } = (node?.data ?? {}) as { throws?: string; activity?: string | null };
    if (throws === 'compensation' && typeof activity === 'string' && !isSeen(scope, activity)) {
      found.add('compensation-target', placeOf(element, 'compensation'), { activity });
    }
    checkHandlers(element, elements, found);
  }
}

/** In the same scope, or around the event sub-processes that the throwing event lies in. */
function isSeen(scope: Moddle, activity: string): boolean {
  for (let at: Moddle | undefined = scope; at; at = at.triggeredByEvent === true ? at.$parent : undefined) {
    if (many(at.flowElements).some(({ id }) => id === activity)) return true;
  }
  return false;
}

function associationsOf(scope: Moddle): Moddle[] {
  const own = many(scope.artifacts).filter(({ $type }) => $type === 'bpmn:Association');
  return [...own, ...many(scope.flowElements).flatMap(associationsOf)];
}
