import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seeded, type Random } from '../../../domain/process/simulate/random.ts';
import { boundary, bpmn, end, flow, gateway, mapping, path, publish, script, start, timer, user } from './model.ts';

const drawing = readFileSync(new URL('../../../config/processes/consultation.bpmn', import.meta.url), 'utf8');
const diagram = /<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/.exec(drawing)?.[0] ?? '';

const model = bpmn(
  'p',
  start(),
  user('a', mapping({ x: '=1', y: '=x + 1' }, { z: '=y' })),
  boundary('b', 'a', timer('PT1H'), false),
  script('c', '=z > 1', 'r'),
  gateway('exclusive', 'g', 'g_e'),
  end(),
  path('s a g'),
  path('b c'),
  flow('g', 'a', '=r and not(x = 2)'),
  flow('g', 'e'),
);

/** The same content in another layout: attributes in another order, white space, another prefix, comments, with a drawing or without. */
function rewritten(xml: string, random: Random): string {
  const space = () => ' \n\t'.charAt(Math.floor(random() * 3)).repeat(1 + Math.floor(random() * 3));
  const prefix = random() < 0.5 ? 'bpmn' : 'other';
  const text = xml.replace(/<([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g, (_all, name: string, attributes: string, closed: string) => {
    const parts = attributes.match(/[\w:]+="[^"]*"/g) ?? [];
    const mixed = parts.map((part) => ({ part, by: random() })).toSorted((a, b) => a.by - b.by);
    return `<${name}${mixed.map(({ part }) => space() + part).join('')}${space()}${closed}>`;
  });
  return text
    .replaceAll(/>\s*</g, () => `>${space()}${random() < 0.1 ? '<!-- said -->' : ''}<`)
    .replaceAll('bpmn:', `${prefix}:`)
    .replace('xmlns:bpmn=', `xmlns:${prefix}=`);
}

const hashOf = async (xml: string) => {
  const { graph, findings } = await publish({ p: xml });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return graph?.hash;
};

it('equal content has an equal hash, however the file is laid out', async () => {
  const hash = await hashOf(model);
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      expect(await hashOf(rewritten(model, seeded(seed)))).toBe(hash);
    }),
    { numRuns: 40 },
  );
}, 60_000);

it('the drawing is no content', async () => {
  const spaces = /xmlns:(?:bpmndi|dc|di)="[^"]*"/g;
  const drawn = model
    .replace('<bpmn:definitions', `<bpmn:definitions ${drawing.match(spaces)?.join(' ')}`)
    .replace('</bpmn:definitions>', `${diagram.replaceAll(/bpmnElement="[^"]*"/g, 'bpmnElement="a"')}</bpmn:definitions>`);
  expect(drawn).toContain('BPMNShape');
  expect(await hashOf(drawn)).toBe(await hashOf(model));
});

it.each([
  ['a name', 'name="a"', 'name="A"'],
  ['a condition', 'not(x = 2)', 'not(x = 3)'],
  ['a mapping', '=x + 1', '=x + 2'],
  ['a time', 'PT1H', 'PT2H'],
  ['what interrupts', 'cancelActivity="false"', 'cancelActivity="true"'],
])('%s is', async (_title, one, other) => {
  expect(model).toContain(one);
  expect(await hashOf(model.replace(one, other))).not.toBe(await hashOf(model));
});
