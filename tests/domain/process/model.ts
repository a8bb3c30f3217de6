import { compile } from '../../../domain/process/compile.ts';
import type { Graph } from '../../../domain/process/graph.ts';
import type { DefinitionSet, Finding, StepDescription } from '../../../domain/process/types.ts';

/** A tiny language for BPMN: elements as text, flows as `a b c` (from a to b to c). */
export function bpmn(id: string, ...parts: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="http://vorgang.test">
  <bpmn:message id="m_reply" name="reply"/>
  <bpmn:message id="m_keyed" name="keyed"><bpmn:extensionElements><zeebe:subscription correlationKey="=consultation.id"/></bpmn:extensionElements></bpmn:message>
  <bpmn:error id="e_gone" errorCode="gone"/><bpmn:error id="e_lost" errorCode="lost"/>
  <bpmn:signal id="g_bell" name="bell"/><bpmn:signal id="g_named" name="=called"/>
  <bpmn:escalation id="c_late" escalationCode="late"/><bpmn:escalation id="c_odd" escalationCode="odd"/>
  <bpmn:process id="${id}" name="${id}" isExecutable="true">${parts.join('\n')}</bpmn:process>
</bpmn:definitions>`;
}

export const start = (id = 's') => `<bpmn:startEvent id="${id}"/>`;
export const end = (id = 'e', inner = '') => `<bpmn:endEvent id="${id}">${inner}</bpmn:endEvent>`;

/** Any element with its extension elements and the rest of its inside. */
export function element(type: string, id: string, extensions = '', inner = '', attributes = ''): string {
  const wrapped = extensions === '' ? '' : `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`;
  return `<bpmn:${type} id="${id}" name="${id}" ${attributes}>${wrapped}${inner}</bpmn:${type}>`;
}

export const user = (id: string, extensions = '') => element('userTask', id, `<zeebe:userTask/>${extensions}`);
export const service = (id: string, step = 'note', extensions = '') =>
  element('serviceTask', id, `<zeebe:taskDefinition type="${step}"/>${extensions}`);
export const script = (id: string, expression: string, result: string, extensions = '') =>
  element('scriptTask', id, `<zeebe:script expression="${xml(expression)}" resultVariable="${result}"/>${extensions}`);

export function mapping(inputs: Record<string, string>, outputs: Record<string, string> = {}): string {
  const row =
    (kind: string) =>
    ([target, source]: [string, string]) =>
      `<zeebe:${kind} source="${xml(source)}" target="${target}"/>`;
  return `<zeebe:ioMapping>${Object.entries(inputs).map(row('input')).join('')}${Object.entries(outputs).map(row('output')).join('')}</zeebe:ioMapping>`;
}

export const timer = (body: string, type = 'timeDuration') =>
  `<bpmn:timerEventDefinition><bpmn:${type} xsi:type="bpmn:tFormalExpression">${xml(body)}</bpmn:${type}></bpmn:timerEventDefinition>`;
export const message = (name: string) => `<bpmn:messageEventDefinition messageRef="m_${name}"/>`;
export const error = (code?: string) => `<bpmn:errorEventDefinition ${code === undefined ? '' : `errorRef="e_${code}"`}/>`;
export const signal = (name: string) => `<bpmn:signalEventDefinition signalRef="g_${name}"/>`;
export const escalation = (code?: string) => `<bpmn:escalationEventDefinition ${code === undefined ? '' : `escalationRef="c_${code}"`}/>`;
export const compensation = (activity?: string, attributes = '') =>
  `<bpmn:compensateEventDefinition ${activity === undefined ? '' : `activityRef="${activity}"`} ${attributes}/>`;
/** A compensation boundary event, the script task that undoes its host by adding to the list `undone`, and their association. */
export const undoing = (host: string) =>
  undoingBy(
    host,
    element(
      'scriptTask',
      `undo${host}`,
      `<zeebe:script expression="=append(undone, &quot;${host}&quot;)" resultVariable="undone"/>`,
      '',
      'isForCompensation="true"',
    ),
  );
/** The same with an activity of any other kind; its id is `undo` and that of its host. */
export const undoingBy = (host: string, handler: string) =>
  boundary(`c${host}`, host, compensation()) +
  handler +
  `<bpmn:association id="as${host}" sourceRef="c${host}" targetRef="undo${host}" associationDirection="One"/>`;
export const throwing = (id: string, definition: string, extensions = '') => element('intermediateThrowEvent', id, extensions, definition);
export const catching = (id: string, definition: string) => element('intermediateCatchEvent', id, '', definition);
export const starting = (id: string, definition: string, interrupting = true) =>
  element('startEvent', id, '', definition, `isInterrupting="${interrupting}"`);
export const boundary = (id: string, host: string, definition: string, interrupting = true, extensions = '') =>
  element('boundaryEvent', id, extensions, definition, `attachedToRef="${host}" cancelActivity="${interrupting}"`);
export const gateway = (type: string, id: string, standard?: string) =>
  element(`${type}Gateway`, id, '', '', standard === undefined ? '' : `default="${standard}"`);
export const sub = (id: string, ...parts: string[]) => element('subProcess', id, '', parts.join('\n'));
export const eventSub = (id: string, ...parts: string[]) => element('subProcess', id, '', parts.join('\n'), 'triggeredByEvent="true"');

/** A user task with loop characteristics. */
export const repeated = (id: string, loop: string, extensions = '') => element('userTask', id, `<zeebe:userTask/>${extensions}`, loop);
export const cardinality = (count: string, attributes = '', inner = '') =>
  `<bpmn:multiInstanceLoopCharacteristics ${attributes}><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${xml(count)}</bpmn:loopCardinality>${inner}</bpmn:multiInstanceLoopCharacteristics>`;
export const over = (collection: string, output = '', attributes = '', inner = '') =>
  `<bpmn:multiInstanceLoopCharacteristics ${attributes}><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="${xml(collection)}" inputElement="item" ${output}/></bpmn:extensionElements>${inner}</bpmn:multiInstanceLoopCharacteristics>`;
export const until = (condition: string) =>
  `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${xml(condition)}</bpmn:completionCondition>`;

/** Flows along a path: `a b c` gives `a_b` and `b_c`. */
export function path(way: string): string {
  const ids = way.split(' ');
  return ids
    .slice(1)
    .map((to, index) => flow(ids[index] ?? '', to))
    .join('');
}

export function flow(from: string, to: string, condition?: string): string {
  const inner =
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${xml(condition)}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
}

const NOTE: StepDescription = {
  id: 'note',
  title: { de: 'Notiz', en: 'Note' },
  input: {
    type: 'object',
    properties: { text: { type: 'string' }, size: { type: 'string', pattern: '^[SML]$' } },
    additionalProperties: false,
  },
  output: { type: 'object' },
  mode: 'transaction',
  errors: ['gone'],
};

export interface Compiled {
  graph: Graph | null;
  findings: Finding[];
}

/** Publishes models the way the product does; the last one is the result. */
export async function publish(models: Record<string, string>, set: Partial<DefinitionSet> = {}): Promise<Compiled & { all: Graph[] }> {
  const all: Graph[] = [];
  let last: Compiled = { graph: null, findings: [] };
  for (const process of Object.keys(models)) {
    last = await compile({
      set: { processes: models, decisions: {}, forms: {}, answers: [], ...set },
      process,
      steps: [NOTE],
      resolveProcess: (key) => all.find((graph) => graph.process === key) ?? null,
    });
    if (last.graph) all.push(last.graph);
  }
  return { ...last, all };
}

/** Codes of what is found, as `code@element`. */
export async function codes(model: string, set: Partial<DefinitionSet> = {}): Promise<string[]> {
  const { findings } = await publish({ p: model }, set);
  return findings.map(({ code, element }) => `${code}@${element ?? ''}`);
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
