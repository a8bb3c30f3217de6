import type { Graph } from '../graph.ts';
import { formalExpression } from './feel.ts';
import { type Findings, placeOf } from './findings.ts';
import { many, one, string, type Moddle } from './moddle.ts';

/** The sequence flows of a process, all levels. `incoming` and `outgoing` elements of the file are optional. */
export interface Flows {
  graph: Graph['flows'];
  incoming: (id: string) => string[];
  /** In the order of the element's own list where it has one, else of the file. */
  outgoing: (element: Moddle) => string[];
  targets: (element: Moddle) => { element: Moddle; incoming: number }[];
  boundaries: { event: Moddle; host: Moddle | null }[];
}

const CONDITIONAL = new Set(['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']);

export function readFlows(process: Moddle, found: Findings): Flows {
  const flows: Moddle[] = [];
  const boundaries: Flows['boundaries'] = [];
  collect(process, flows, boundaries);
  const graph: Graph['flows'] = {};
  const [bySource, byTarget] = [grouped(flows, 'sourceRef'), grouped(flows, 'targetRef')];
  const from = (id: string | undefined) => bySource.get(id ?? '') ?? [];
  const into = (id: string | undefined) => byTarget.get(id ?? '') ?? [];
  for (const flow of flows) {
    const source = one(flow.sourceRef);
    const target = one(flow.targetRef);
    if (flow.id === undefined || !isNode(source) || !isNode(target)) {
      found.add('dangling-reference', placeOf(flow, 'sequence flow'), { detail: flow.id ?? '?' });
      continue;
    }
    if (source.$parent !== target.$parent) found.add('flow-scope', placeOf(flow, null));
    const siblings = from(source.id).length;
    const condition = readCondition(flow, source, siblings, found);
    graph[flow.id] = { source: source.id ?? '', target: target.id ?? '', condition };
  }
  for (const gateway of new Set(flows.map((flow) => one(flow.sourceRef)))) {
    if (gateway && CONDITIONAL.has(gateway.$type) && !gateway.default) {
      const conditional = from(gateway.id).some((flow) => flow.conditionExpression);
      if (conditional) found.add('missing-default', placeOf(gateway, null));
    }
  }
  return {
    graph,
    boundaries,
    incoming: (id) => into(id).flatMap((flow) => flow.id ?? []),
    outgoing: (element) => {
      const all = from(element.id).flatMap((flow) => flow.id ?? []);
      const own = many(element.outgoing).flatMap((flow) => flow.id ?? []);
      return own.length === all.length && own.every((id) => all.includes(id)) ? own : all;
    },
    targets: (element) =>
      from(element.id).flatMap((flow) => {
        const target = one(flow.targetRef);
        return target ? [{ element: target, incoming: into(target.id).length }] : [];
      }),
  };
}

function isNode(element: Moddle | null): element is Moddle {
  return element?.id !== undefined && element.$instanceOf?.('bpmn:FlowNode') === true;
}

function grouped(flows: Moddle[], side: 'sourceRef' | 'targetRef'): Map<string, Moddle[]> {
  return Map.groupBy(flows, (flow) => one(flow[side])?.id ?? '');
}

function collect(scope: Moddle, flows: Moddle[], boundaries: Flows['boundaries']): void {
  for (const element of many(scope.flowElements)) {
    if (element.$type === 'bpmn:SequenceFlow') flows.push(element);
    if (element.$type === 'bpmn:BoundaryEvent') boundaries.push({ event: element, host: one(element.attachedToRef) });
    collect(element, flows, boundaries);
  }
}

function readCondition(flow: Moddle, source: Moddle, siblings: number, found: Findings) {
  const at = placeOf(flow, 'condition');
  const expression = one(flow.conditionExpression);
  const body = string(expression?.body);
  const isDefault = one(source.default)?.id === flow.id;
  if (body === null) {
    if (CONDITIONAL.has(source.$type) && siblings > 1 && !isDefault) found.add('condition-missing', at);
    return null;
  }
  if (isDefault) {
    found.add('default-condition', at);
    return null;
  }
  // It takes all of its flows whatever they say (OMG 10.6.4).
  if (source.$type === 'bpmn:ParallelGateway') {
    found.add('condition-parallel', at);
    return null;
  }
  if (source.$type === 'bpmn:ComplexGateway') return null;
  if (/Gateway$|Event$/.test(source.$type) && !CONDITIONAL.has(source.$type)) found.add('condition-misplaced', at);
  const read = formalExpression(expression, at, found);
  if (read && 'text' in read) found.add('condition-text', at);
  return read;
}
