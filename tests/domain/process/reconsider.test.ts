import { expect, it } from 'vitest';
import { decision, decisionTable, dmn } from './dmn.ts';
import { drive } from './drive.ts';
import { bpmn, element, mapping, path, start, user } from './model.ts';

const line = {
  d: dmn(
    decision(
      'matrix',
      decisionTable({
        inputs: ['kind'],
        outputs: ['topic'],
        rules: [
          ['"order"', '"stop"'],
          ['"broken"', '1 + "x"'],
          ['-', '"general"'],
        ],
        policy: 'hitPolicy="FIRST"',
      }),
    ),
  ),
};
const called = bpmn(
  'inner',
  start(),
  user('answer', `<zeebe:assignmentDefinition candidateGroups="=[handling]"/>${mapping({ skills: '=[{ key: handling }]' })}`),
  path('s answer'),
);
const outer = bpmn(
  'outer',
  start(),
  element('businessRuleTask', 'find', '<zeebe:calledDecision decisionId="matrix" resultVariable="handling"/>'),
  element('callActivity', 'handle', '<zeebe:calledElement processId="inner"/>'),
  path('s find handle'),
);
const begun = async () =>
  (await drive({ inner: called, outer }, { decisions: line })).start({ kind: 'other', request: { kind: 'other', channel: 'mail' } });
const reconsidered = (variables: Record<string, string | { kind: string }>) =>
  ({ type: 'reconsider', variables, results: { handling: null } }) as const;

it('changed facts make the decision again, and the task that waits in a called process follows it', async () => {
  const p = await begun();
  const said = p.say(reconsidered({ kind: 'order', request: { kind: 'order' } }));
  expect(p.variables).toMatchObject({ kind: 'order', handling: 'stop', request: { kind: 'order', channel: 'mail' } });
  expect(said.commands).toMatchObject([
    { type: 'decided', element: 'find', decision: 'matrix', result: 'stop' },
    { type: 'reconsidered', results: { handling: 'stop' } },
    { type: 'change-task', groups: ['stop'], input: { skills: [{ key: 'stop' }] } },
  ]);
  expect(p.tokens).toEqual(['answer', 'handle']);
});

it('a decision that fails, or that nobody has drawn, leaves what was decided before', async () => {
  const p = await begun();
  const failed = p.say(reconsidered({ kind: 'broken' }));
  expect(p.variables).toMatchObject({ kind: 'broken', handling: 'general' });
  expect(failed.commands.find(({ type }) => type === 'reconsidered')).toEqual({ type: 'reconsidered', results: {} });
  const unknown = p.say({ type: 'reconsider', variables: {}, results: { serviceLevel: null } });
  expect(unknown.rejected).toBeNull();
  expect(p.incidents).toEqual([]);
});
