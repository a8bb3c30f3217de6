import { expect, test } from 'vitest';
import { type FlowNode, stepsInOrder } from '../../../web/designer/step-list.ts';

/** Nodes by id with their targets; `attached` names the task of a boundary event. */
function process(nodes: Record<string, { type?: string; to?: string[]; attached?: string; inside?: FlowNode[] }>): FlowNode[] {
  const made = new Map<string, FlowNode>(
    Object.entries(nodes).map(([id, { type = 'Task', inside }]) => [
      id,
      { $type: `bpmn:${type}`, id, ...(inside ? { flowElements: inside } : {}) },
    ]),
  );
  for (const [id, { to = [], attached }] of Object.entries(nodes)) {
    const node = made.get(id)!;
    node.outgoing = to.flatMap((target) => ({ targetRef: made.get(target)! }));
    if (attached) node.attachedToRef = made.get(attached)!;
  }
  return [...made.values()];
}
const order = (flowElements: FlowNode[]) => stepsInOrder({ flowElements }).map(({ node, depth }) => `${' '.repeat(depth)}${node.id}`);

test('steps stand in the order of the flow, whatever their order in the file', () => {
  expect(order(process({ end: { type: 'EndEvent' }, ask: { to: ['end'] }, start: { type: 'StartEvent', to: ['ask'] } }))).toEqual([
    'start',
    'ask',
    'end',
  ]);
});

test('a loop is listed once', () => {
  expect(order(process({ start: { to: ['work'] }, work: { to: ['check'] }, check: { to: ['work', 'end'] }, end: {} }))).toEqual([
    'start',
    'work',
    'check',
    'end',
  ]);
});

test('a boundary event stands right after its task, with what follows it later', () => {
  const flow = process({
    start: { to: ['work'] },
    work: { to: ['end'] },
    end: {},
    late: { type: 'BoundaryEvent', attached: 'work', to: ['remind'] },
    remind: {},
  });
  expect(order(flow)).toEqual(['start', 'work', 'late', 'end', 'remind']);
});

test('the elements of a sub-process stand below it, one deeper', () => {
  const inside = process({ inner: { to: ['done'] }, done: {} });
  expect(order(process({ start: { to: ['part'] }, part: { type: 'SubProcess', to: ['end'], inside }, end: {} }))).toEqual([
    'start',
    'part',
    ' inner',
    ' done',
    'end',
  ]);
});

test('what nothing leads to is listed too', () => {
  expect(order(process({ start: { to: ['end'] }, end: {}, a: { to: ['b'] }, b: { to: ['a'] } }))).toEqual(['start', 'end', 'a', 'b']);
});
