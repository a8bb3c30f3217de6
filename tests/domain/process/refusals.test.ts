import { describe, expect, it } from 'vitest';
import {
  bpmn,
  codes,
  element,
  end,
  error,
  eventSub,
  flow,
  gateway,
  message,
  path,
  publish,
  script,
  start,
  sub,
  timer,
  user,
} from './model.ts';

const around = (...parts: string[]) => bpmn('p', start(), user('z'), ...parts, path('s a z'));
const beside = (roots: string) => bpmn('p', start(), user('a'), path('s a')).replace('<bpmn:process', `${roots}<bpmn:process`);

/** What publish says of the errors: the element and which type of BPMN it is. */
async function refused(model: string): Promise<string[]> {
  const { graph, findings } = await publish({ p: model });
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(graph).toBe(null);
  for (const { message: says, remedy } of errors)
    for (const text of [says.de, says.en, remedy.de, remedy.en]) expect(text).not.toMatch(/\{|undefined|^\s*$/);
  return errors.map((one) => `${one.element}: ${one.message.en}`);
}

describe('what is out of scope is refused at its element, by its name', () => {
  it.each([
    ['a complex gateway', around(gateway('complex', 'a')), 'a: complex gateway is not run.'],
    ['a transaction', around(element('transaction', 'a')), 'a: transaction is not run.'],
    [
      'a cancel end event',
      around(element('endEvent', 'a', '', '<bpmn:cancelEventDefinition/>')),
      'a: cancel event (end event) is not run.',
    ],
    [
      'several triggers',
      around(element('intermediateCatchEvent', 'a', '', timer('PT1H') + message('reply'))),
      'a: multiple event is not run.',
    ],
    [
      'several triggers that must all come',
      around(element('intermediateCatchEvent', 'a', '', timer('PT1H') + message('reply'), 'parallelMultiple="true"')),
      'a: parallel multiple event is not run.',
    ],
    ['a choreography', beside('<bpmn:choreography id="ch"/>'), 'ch: choreography is not run.'],
    [
      'a conversation',
      beside('<bpmn:collaboration id="co"><bpmn:conversation id="cv"/></bpmn:collaboration>'),
      'cv: conversation is not run.',
    ],
  ])('%s', async (_title, model, says) => {
    expect(await refused(model)).toEqual([says]);
  });

  it('says nothing more of what belongs to a refused element', async () => {
    const cancelled = element('boundaryEvent', 'b', '', timer('PT1H'), 'attachedToRef="a"');
    const inside = around(element('transaction', 'a', '', gateway('complex', 'x')), cancelled, flow('b', 'z'));
    expect(await refused(inside)).toEqual(['a: transaction is not run.']);
    const conditions = bpmn('p', start(), gateway('complex', 'a'), user('b'), path('s a'), flow('a', 'b', '=x'));
    expect(await refused(conditions)).toEqual(['a: complex gateway is not run.']);
  });
});

describe('what would do nothing is refused, not left out', () => {
  it.each([
    ['performers', element('userTask', 'a', '<zeebe:userTask/>', '<bpmn:potentialOwner id="o"/>'), '"resources"'],
    [
      'a binding by version tag',
      element('callActivity', 'a', '<zeebe:calledElement processId="=x" bindingType="versionTag" versionTag="1"/>'),
      '"bindingType"',
    ],
    [
      'attributes of another engine',
      element('userTask', 'a', '', '', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="ann"'),
      '"camunda:assignee"',
    ],
  ])('%s', async (_title, part, property) => {
    const says = await refused(around(part));
    expect(says).toHaveLength(1);
    expect(says[0]).toContain('a: ');
    expect(says[0]).toContain(property);
  });

  it('but data that are only drawn are kept, with a hint', async () => {
    const association = '<bpmn:dataOutputAssociation id="d"><bpmn:targetRef>store</bpmn:targetRef></bpmn:dataOutputAssociation>';
    expect(await codes(around(element('task', 'a', '', association), '<bpmn:dataStoreReference id="store"/>'))).toEqual(['data-shown@a']);
  });

  it('and a parallel gateway takes all of its flows, with a warning at each condition', async () => {
    const model = bpmn('p', start(), gateway('parallel', 'g'), user('a'), user('b'), path('s g a'), flow('g', 'b', '=x'));
    const { graph, findings } = await publish({ p: model });
    expect(findings).toMatchObject([{ code: 'condition-parallel', severity: 'warning', element: 'g_b' }]);
    expect(graph?.flows['g_b']?.condition).toBe(null);
  });
});

describe('a loop that runs for ever is refused where it can be proven', () => {
  const loop = (...parts: string[]) => bpmn('p', start(), element('task', 'a'), script('b', '=1', 'x'), path('s a b'), ...parts);

  it.each([
    ['back to itself', loop(path('b a'))],
    [
      'whatever a gateway decides',
      loop(gateway('exclusive', 'g', 'g_a'), element('task', 'c'), path('b g a'), flow('g', 'c', '=x'), path('c b')),
    ],
    ['out of one branch of a fork', loop(gateway('parallel', 'g'), user('c'), end(), path('b g a'), path('g c e'))],
    ['in a sub-process', bpmn('p', start(), sub('x', start('s1'), element('task', 'a'), path('s1 a'), flow('a', 'a')), path('s x'))],
  ])('%s', async (_title, model) => {
    const says = await refused(model);
    expect(says).toHaveLength(1);
    expect(says[0]).toMatch(/^[ab]: This loop never waits and leads nowhere else: .*a.* → /);
  });

  it.each([
    ['one with a way out', loop(gateway('exclusive', 'g', 'g_e'), end(), flow('b', 'g'), flow('g', 'a', '=x'), flow('g', 'e'))],
    ['one that goes on only under a condition', loop(end(), flow('b', 'a', '=x'), flow('b', 'e', '=y'))],
    ['one that waits', loop(user('c'), path('b c a'))],
    [
      'one that a join holds',
      loop(gateway('parallel', 'g'), gateway('parallel', 'j'), path('b g j a'), flow('g', 'j').replace('"g_j"', '"second"')),
    ],
    [
      'one that an event around it may end',
      bpmn(
        'p',
        start(),
        eventSub('x', element('startEvent', 'r', '', message('reply')), user('u'), path('r u')),
        element('task', 'a'),
        path('s a'),
        flow('a', 'a'),
      ),
    ],
    [
      'one that another branch may end',
      bpmn(
        'p',
        start(),
        gateway('parallel', 'g'),
        end('e', error('gone')),
        element('task', 'a'),
        path('s g a'),
        path('g e'),
        flow('a', 'a'),
      ),
    ],
  ])('but not %s', async (_title, model) => {
    expect(await codes(model)).not.toContain('endless-loop@a');
  });
});
