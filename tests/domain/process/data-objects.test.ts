import { expect, it } from 'vitest';
import { drive } from './drive.ts';
import { bpmn, codes, element, end, path, publish, service, start, user } from './model.ts';

const objects = '<bpmn:dataObject id="o" name="order"/><bpmn:dataObjectReference id="ref" name="The order" dataObjectRef="o"/>';
const assignment = (from: string, to: string) =>
  `<bpmn:assignment><bpmn:from>${from}</bpmn:from><bpmn:to>${to}</bpmn:to></bpmn:assignment>`;
const reads = (inner: string) =>
  `<bpmn:property id="p1"/><bpmn:dataInputAssociation><bpmn:sourceRef>ref</bpmn:sourceRef><bpmn:targetRef>p1</bpmn:targetRef>${inner}</bpmn:dataInputAssociation>`;
const writes = (inner: string) => `<bpmn:dataOutputAssociation><bpmn:targetRef>ref</bpmn:targetRef>${inner}</bpmn:dataOutputAssociation>`;
const task = (inner: string) => element('serviceTask', 'a', '<zeebe:taskDefinition type="note"/>', inner);
const model = (inner: string) => bpmn('p', start(), task(inner), user('b'), end(), objects, path('s a b e'));

it('an association with an assignment or transformation maps between variables and the data object', async () => {
  const p = (await drive(model(reads(assignment('order.text', 'text')) + writes(assignment('=size', 'ref.size'))))).start({
    order: { text: 'hi', number: 7 },
  });
  expect(p.said('run-step')).toMatchObject([{ input: { text: 'hi' } }]);
  expect(p.complete('a', { size: 'L' }).variables).toEqual({ order: { text: 'hi', number: 7, size: 'L' } });
  const whole = (await drive(model(writes('<bpmn:transformation>{ size: size }</bpmn:transformation>'))))
    .start()
    .complete('a', { size: 'S' });
  expect(whole.variables).toEqual({ order: { size: 'S' } });
});

it('any other association only shows what is read and written, and a hint says so', async () => {
  const { findings } = await publish({ p: model(reads('') + writes('')) });
  expect(findings.map(({ severity, code, element: id }) => [severity, code, id]).filter(([, code]) => code === 'data-shown')).toEqual([
    ['hint', 'data-shown', 'a'],
    ['hint', 'data-shown', 'a'],
  ]);
  expect(findings[0]?.message.en).toContain('"order"');
  const p = (await drive(model(reads('') + writes('')))).start().complete('a', { size: 'L' });
  expect(p.variables).toEqual({ size: 'L' });
});

it('what is mapped is checked like any mapping', async () => {
  expect(await codes(model(writes(assignment('=size +', 'ref'))))).toContain('feel-syntax@a');
  expect(await codes(model(writes(assignment('=size', 'not a name'))))).toContain('mapping-target@a');
  expect(await codes(bpmn('p', start(), service('a'), end(), objects, path('s a e')))).toEqual([]);
});
