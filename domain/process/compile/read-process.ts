import { kindNamed } from '../elements/index.ts';
import type { Inside, Source } from '../elements/kind.ts';
import { process as processKind } from '../elements/process.ts';
import type { Graph, GraphElement } from '../graph.ts';
import type { StepDescription } from '../types.ts';
import { attachBoundaries } from './boundaries.ts';
import { refuseInert } from './inert.ts';
import { refuseElement } from './refuse.ts';
import { asCode, type Findings, type Place, placeOf } from './findings.ts';
import { checkedFeel, expressionOf } from './feel.ts';
import { readExtensions } from './extensions.ts';
import { dataMappings } from './data.ts';
import { type Flows, readFlows } from './flows.ts';
import { joinLinks } from './links.ts';
import { readLoop } from './loop.ts';
import { readMappings } from './mappings.ts';
import { many, one, type Moddle } from './moddle.ts';

/** What a process names: to be looked up and embedded. `place` is where, for the finding if it is not there. */
export interface Named {
  key: string;
  at: Place;
}

export interface Read {
  elements: Graph['elements'];
  flows: Graph['flows'];
  messages: Set<string>;
  forms: Named[];
  decisions: Named[];
  calls: Named[];
  answers: Named[];
}

/** Flow elements that are kept and not run. */
const KEPT = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:SequenceFlow']);

/** Reads a process element by element; each kind reads its own. */
export function readProcess(process: Moddle, steps: readonly StepDescription[], found: Findings): Read {
  const read: Read = {
    elements: {},
    flows: {},
    messages: new Set(),
    forms: [],
    decisions: [],
    calls: [],
    answers: [],
  };
  const flows = readFlows(process, found);
  read.flows = flows.graph;
  const visit = (element: Moddle, scope: string | null) => {
    const node = readElement(element, scope, { read, flows, steps, found });
    if (!node || element.id === undefined) return;
    read.elements[element.id] = node;
    for (const inner of many(element.flowElements)) if (!KEPT.has(inner.$type)) visit(inner, element.id);
  };
  visit(process, null);
  attachBoundaries(process, read.elements, flows, found);
  joinLinks(process, read, found);
  return read;
}

interface Reading {
  read: Read;
  flows: Flows;
  steps: readonly StepDescription[];
  found: Findings;
}

function readElement(element: Moddle, scope: string | null, reading: Reading): GraphElement | null {
  const { found, flows } = reading;
  const at = placeOf(element);
  const named = scope === null ? { name: 'process', kind: processKind } : kindNamed(element.$type);
  if (element.id === undefined) {
    found.add('xml-invalid', at, { detail: `${element.$type} "${element.name ?? ''}" without id` });
    return null;
  }
  if (!named) {
    refuseElement(element.$type, at, found);
    return null;
  }
  const { kind } = named;
  refuseInert(element, at, found);
  const definition = readDefinition(element, kind.definitions ?? [], at, found);
  const extensions = readExtensions(element, kind.extensions, at, found);
  const source = sourceOf(element, definition, extensions, reading);
  const outgoing = flows.outgoing(element);
  const standard = one(element.default)?.id ?? null;
  if (standard !== null && !outgoing.includes(standard)) {
    found.add('dangling-reference', { ...at, place: 'default flow' }, { detail: standard });
  }
  const mappings = readMappings(
    extensions.get('IoMapping') ?? null,
    dataMappings(element, found),
    kind.mappings,
    at,
    found,
    source.expression,
  );
  return {
    kind: named.name,
    name: element.name ?? null,
    scope,
    incoming: flows.incoming(element.id),
    outgoing,
    default: standard,
    ...mappings,
    boundaries: [],
    ...repeated(element, at, found),
    data: kind.read(source),
  };
}

/** Loops and quantities, as far as they are not the default. */
function repeated(element: Moddle, at: Place, found: Findings): Pick<GraphElement, 'loop' | 'startQuantity' | 'completionQuantity'> {
  const loop = readLoop(element, at, found);
  const quantities = (['startQuantity', 'completionQuantity'] as const).flatMap((property) => {
    const quantity = element[property] ?? 1;
    if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) {
      found.add('quantity', { ...at, place: property }, { property });
    }
    return quantity === 1 ? [] : [[property, quantity] as const];
  });
  return { ...(loop ? { loop } : {}), ...Object.fromEntries(quantities) };
}

function readDefinition(element: Moddle, known: readonly string[], at: Place, found: Findings): Moddle | null {
  // Written inside the event, or once for all beside the processes.
  const definitions = [...many(element.eventDefinitions), ...many(element.eventDefinitionRef)];
  const [definition] = definitions;
  if (definitions.length > 1) {
    refuseElement(element.parallelMultiple === true ? 'bpmn:ParallelMultipleEvent' : 'bpmn:MultipleEvent', at, found);
  } else if (definition && !known.some((name) => definition.$type === `bpmn:${name}`)) {
    refuseElement(definition.$type, at, found, element.$type);
  }
  return definition ?? null;
}

function sourceOf(
  element: Moddle,
  definition: Moddle | null,
  extensions: Map<string, Moddle>,
  { read, flows, steps, found }: Reading,
): Source {
  const note = (list: Named[]) => (key: string, place: string) => {
    list.push({ key, at: placeOf(element, place) });
  };
  return {
    element,
    id: element.id ?? '',
    definition,
    extension: (type) => extensions.get(type) ?? null,
    expression: (text, place) => expressionOf(text, placeOf(element, place), found),
    feel: (text, place) => checkedFeel(text, placeOf(element, place), found),
    report: (code, place, values) => found.add(asCode(code), placeOf(element, place), values),
    step: (type) => steps.find(({ id }) => id === type) ?? null,
    steps,
    useAnswer: note(read.answers),
    useForm: note(read.forms),
    useDecision: note(read.decisions),
    callProcess: note(read.calls),
    useMessage: (name) => read.messages.add(name),
    targets: () => flows.targets(element),
    inside: () => inside(element),
  };
}

/** Where a scope begins: its start events without and with a trigger, and the start events of the event sub-processes in it. */
function inside(scope: Moddle): Inside {
  const startEvents = (of: Moddle) => many(of.flowElements).filter(({ $type, id }) => $type === 'bpmn:StartEvent' && id !== undefined);
  const isTriggered = (start: Moddle) => many(start.eventDefinitions).length > 0 || many(start.eventDefinitionRef).length > 0;
  const ids = (elements: Moddle[]) => elements.flatMap(({ id }) => id ?? []);
  const events = many(scope.flowElements).filter((one) => one.triggeredByEvent === true);
  const starts = startEvents(scope);
  return {
    starts: ids(starts.filter((start) => !isTriggered(start))),
    triggered: ids(starts.filter(isTriggered)),
    events: ids(events.flatMap(startEvents)),
  };
}
