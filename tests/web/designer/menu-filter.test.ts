import * as options from 'bpmn-js/lib/features/replace/ReplaceOptions.js';
import { expect, it } from 'vitest';
import { compile } from '../../../domain/process/compile.ts';
import { notRun } from '../../../web/designer/menu-filter.ts';

interface Option {
  actionName: string;
  target?: { type: string; eventDefinitionType?: string };
}

/** Everything that bpmn-js offers to change an element into, by the entry's name. */
const offered = Object.values(options as Record<string, unknown>)
  .flatMap((list) => (Array.isArray(list) ? (list as Option[]) : []))
  .filter(({ target }) => target?.type.startsWith('bpmn:'));

/** Whether publish refuses an element of this type by its name, whatever it lacks besides. */
async function isRefused({ target }: Option): Promise<boolean> {
  const tag = (type: string) => `bpmn:${type.charAt(5).toLowerCase()}${type.slice(6)}`;
  const definition = target?.eventDefinitionType ? `<${tag(target.eventDefinitionType)}/>` : '';
  const element = `<${tag(target?.type ?? '')} id="a">${definition}</${tag(target?.type ?? '')}>`;
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>${element}</bpmn:process></bpmn:definitions>`;
  const set = { processes: { p: xml }, decisions: {}, forms: {}, answers: [] };
  const { findings } = await compile({ set, process: 'p', steps: [], resolveProcess: () => null });
  return findings.some(({ code, element: at }) => code === 'unsupported-element' && at === 'a');
}

it('the menu that changes an element leaves out what publish refuses by name, and nothing else', async () => {
  const refused = new Set<string>();
  for (const option of offered) if (await isRefused(option)) refused.add(option.actionName);
  expect(offered.length).toBeGreaterThan(60);
  expect([...refused].toSorted()).toEqual(notRun.toSorted());
});
