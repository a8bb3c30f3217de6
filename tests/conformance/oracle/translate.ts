import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { many, string, type Moddle } from '../../../domain/process/compile/moddle.ts';

/** The set's own marks in our dialect: a mark becomes a step, a script names its result. By process id. */
export async function translate(xml: string): Promise<Record<string, string>> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const extend = (element: Moddle, type: string, attributes: Record<string, unknown>) => {
    element.extensionElements = moddle.create('bpmn:ExtensionElements', { values: [moddle.create(type, attributes)] });
  };
  const visit = (element: Moddle): void => {
    if (element.$type === 'bpmn:ServiceTask' && element.implementation === 'mark') {
      extend(element, 'zeebe:TaskDefinition', { type: 'mark' });
    }
    if (element.$type === 'bpmn:ScriptTask') {
      const resultVariable = (element.$attrs as Record<string, unknown>)['o:resultVariable'];
      extend(element, 'zeebe:Script', { expression: `=${string(element.script) ?? ''}`, resultVariable });
      element.script = undefined;
    }
    many(element.flowElements).forEach(visit);
  };
  const roots = many(rootElement.rootElements);
  roots.forEach(visit);
  const { xml: translated } = await moddle.toXML(rootElement);
  return Object.fromEntries(roots.flatMap(({ $type, id }) => ($type === 'bpmn:Process' ? [[id ?? '', translated]] : [])));
}
