import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { many, one, string, type Moddle } from '../../../domain/process/compile/moddle.ts';

export interface Translated {
  /** The file by id of each process in it. */
  models: Record<string, string>;
  /** Processes that begin by themselves and are not called by another of the file, in its order. */
  roots: string[];
  /** The scripts' words, which become steps. */
  steps: string[];
}

/** The suite's plain BPMN in our dialect: a script's word becomes a step of that name, conditions and numbers become FEEL. */
export async function translate(xml: string): Promise<Translated> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const steps = new Set<string>();
  const called = new Set<string>();
  const asStep = (element: Moddle, type: string) => {
    steps.add(type);
    const values = [moddle.create('zeebe:TaskDefinition', { type })];
    element.extensionElements = moddle.create('bpmn:ExtensionElements', { values });
  };
  for (const element of contained(rootElement)) {
    const script = string(element.script);
    if (element.$type === 'bpmn:ScriptTask' && script !== null) {
      asStep(element, script.trim());
      element.script = undefined;
    }
    for (const name of EXPRESSIONS) toFeel(one(element[name]));
    const target = string(element.calledElement);
    if (target !== null) called.add(target);
  }
  // Only a message with a key goes from one request to another.
  for (const message of many(rootElement.rootElements).filter(({ $type }) => $type === 'bpmn:Message')) {
    const values = [moddle.create('zeebe:Subscription', { correlationKey: '="all"' })];
    message.extensionElements = moddle.create('bpmn:ExtensionElements', { values });
  }
  const processes = many(rootElement.rootElements).filter(({ $type }) => $type === 'bpmn:Process');
  const { xml: translated } = await moddle.toXML(rootElement);
  return {
    models: Object.fromEntries(processes.map(({ id }) => [id ?? '', translated])),
    roots: processes.filter((process) => beginsByItself(process) && !called.has(process.id ?? '')).map(({ id }) => id ?? ''),
    steps: [...steps],
  };
}

const EXPRESSIONS = ['conditionExpression', 'condition', 'loopCondition', 'loopCardinality', 'completionCondition'];

function beginsByItself(process: Moddle): boolean {
  const starts = many(process.flowElements).filter(({ $type }) => $type === 'bpmn:StartEvent');
  return starts.some((start) => many(start.eventDefinitions).length + many(start.eventDefinitionRef).length === 0);
}

/** `!x.contains("a")` → `=not(contains(x, "a"))`; `${n}` → `=n`; numbers, comparisons and truth are FEEL already. */
function toFeel(expression: Moddle | null): void {
  const body = string(expression?.body);
  if (!expression || body === null) return;
  const feel = body
    .trim()
    .replace(/^\$\{(.*)\}$/s, '$1')
    .replace(/(!?)(\w+)\.contains\(("[^"]*")\)/g, (_all, not: string, name: string, text: string) => {
      const contains = `contains(${name}, ${text})`;
      return not === '' ? contains : `not(${contains})`;
    });
  expression.body = `=${feel}`;
}

/** An element and all that it contains. */
function contained(element: Moddle): Moddle[] {
  const inner = ['rootElements', 'flowElements', 'eventDefinitions', 'loopCharacteristics'].flatMap((name) => {
    const value = element[name];
    return Array.isArray(value) ? many(value) : (one(value) ?? []);
  });
  return [element, ...inner.flatMap(contained)];
}
