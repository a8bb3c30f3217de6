import { many, type Moddle, one, string } from '../compile/moddle.ts';
import type { Expression } from '../graph.ts';
import { json } from '../run/evaluate.ts';
import { Fault } from '../run/run.ts';
import type { Json } from '../types.ts';
import { kind, type Outcome, type Source } from './kind.ts';

export type AdHocData = {
  /** What may begin: elements inside without an incoming flow. */
  starts: string[];
  events: string[];
  /** FEEL, gives the ids of those that begin; null: all of them, as the standard has it. */
  active: Expression | null;
  sequential: boolean;
  /** Looked at whenever one of them has run to its end. */
  completion: Expression | null;
  cancelRemaining: boolean;
  output: { collection: string; element: Expression } | null;
};

/** Ad-hoc sub-process (OMG 10.3.5): its elements begin without a flow leading to them, at once or one after the other, in no order that is drawn. */
export const adHocSubProcess = kind<AdHocData>({
  extensions: ['AdHoc'],
  mappings: 'both',
  read: (source) => {
    const { starts, triggered, events } = source.inside();
    const begins = beginnings(source.element);
    if (begins.length === 0) source.report('ad-hoc-empty', null);
    if (starts.length + triggered.length > 0 || has(source.element, 'bpmn:EndEvent')) source.report('ad-hoc-start', null);
    const adHoc = source.extension('AdHoc');
    return {
      starts: begins,
      events,
      active: adHoc ? (readFeel(source, adHoc.activeElementsCollection, 'active elements') ?? { feel: '[]' }) : null,
      sequential: source.element.ordering === 'Sequential',
      completion: readFeel(source, one(source.element.completionCondition)?.body, 'completion condition'),
      cancelRemaining: source.element.cancelRemainingInstances !== false,
      output: readOutput(source, adHoc),
    };
  },
  enter: ({ run, id, data }): Outcome => {
    const chosen = data.active ? list(json(run, id, data.active), data.starts) : data.starts;
    const [first, rest] = data.sequential ? [chosen.slice(0, 1), chosen.slice(1)] : [chosen, []];
    return { next: 'open', elements: first, adHoc: { rest, ...(data.output ? { outputs: [] } : {}) } };
  },
});

function list(value: Json, known: string[]): string[] {
  if (!Array.isArray(value))
    throw new Fault('EXTRACT_VALUE_ERROR', `the active elements must be a list of ids, not ${JSON.stringify(value)}`);
  const wrong = value.find((single) => typeof single !== 'string' || !known.includes(single));
  if (wrong !== undefined) {
    throw new Fault('EXTRACT_VALUE_ERROR', `the active elements name ${JSON.stringify(wrong)}; here can begin: ${known.join(', ')}`);
  }
  return value as string[];
}

function readFeel(source: Source, text: unknown, place: string): Expression | null {
  const read = source.expression(text, place);
  if (read && 'text' in read) source.report('condition-text', place);
  return read;
}

function readOutput(source: Source, adHoc: Moddle | null): AdHocData['output'] {
  const collection = string(adHoc?.outputCollection);
  const element = readFeel(source, adHoc?.outputElement, 'output element');
  if ((collection === null) !== (element === null)) source.report('output-pair', 'output collection');
  return collection === null || element === null ? null : { collection, element };
}

const NOT_BEGINNING = new Set(['bpmn:BoundaryEvent', 'bpmn:StartEvent', 'bpmn:EndEvent']);

function beginnings(element: Moddle): string[] {
  const inside = many(element.flowElements);
  const targets = new Set(inside.flatMap((flow) => (flow.$type === 'bpmn:SequenceFlow' ? (one(flow.targetRef)?.id ?? []) : [])));
  return inside.flatMap((node) => {
    const begins = node.$instanceOf?.('bpmn:FlowNode') === true && !NOT_BEGINNING.has(node.$type);
    const byItself = node.triggeredByEvent !== true && node.isForCompensation !== true && !targets.has(node.id ?? '');
    return begins && byItself ? (node.id ?? []) : [];
  });
}

function has(element: Moddle, type: string): boolean {
  return many(element.flowElements).some(({ $type }) => $type === type);
}
