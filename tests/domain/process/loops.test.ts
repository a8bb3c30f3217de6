import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import {
  boundary,
  bpmn,
  cardinality,
  element,
  end,
  error,
  flow,
  gateway,
  mapping,
  over,
  path,
  repeated,
  service,
  start,
  timer,
  until,
  user,
} from './model.ts';

const one = (...parts: string[]) => bpmn('p', start(), user('z'), ...parts, path('s a z'));
const instances = (p: { position: () => { tokens: { element: string; instance?: number[] }[] } }) =>
  p.position().tokens.map((token) => [token.element, ...(token.instance ?? [])].join('#'));

describe('multi-instance', () => {
  it('opens all instances at once, each with its own item and number', async () => {
    const p = (await drive(one(repeated('a', over('=orders'))))).start({ orders: ['x', 'y'] });
    expect(instances(p)).toEqual(['a#1', 'a#2']);
    expect(p.said('create-task').map((task) => 'input' in task && task.input)).toEqual([
      { orders: ['x', 'y'], loopCounter: 1, item: 'x' },
      { orders: ['x', 'y'], loopCounter: 2, item: 'y' },
    ]);
    expect(p.complete('a').tokens).toEqual(['a']);
    expect(p.complete('a').tokens).toEqual(['z']);
    expect(p.variables).toEqual({ orders: ['x', 'y'] });
  });

  it('opens one instance after the other', async () => {
    const p = (await drive(one(repeated('a', over('=orders', '', 'isSequential="true"'))))).start({ orders: ['x', 'y'] });
    expect(instances(p)).toEqual(['a#1']);
    expect(instances(p.complete('a'))).toEqual(['a#2']);
    expect(p.said('create-task').at(-1)).toMatchObject({ input: { item: 'y', loopCounter: 2 } });
    expect(p.complete('a').tokens).toEqual(['z']);
  });

  it('looks at its collection once', async () => {
    const p = (await drive(one(repeated('a', over('=orders', '', 'isSequential="true"'))))).start({ orders: [1, 2] });
    p.complete('a', { orders: [] });
    expect(p.said('create-task').at(-1)).toMatchObject({ input: { item: 2 } });
  });

  it('collects what the instances give in the order of the items', async () => {
    const output = 'outputCollection="results" outputElement="=result"';
    const p = (await drive(one(repeated('a', over('=[1,2,3]', output), mapping({}, { result: '=given * item' }))))).start();
    const [first, second, third] = p.position().tasks;
    for (const [index, task] of [third, first, second].entries()) {
      p.say({ type: 'task-completed', activation: task?.activation ?? '', variables: { given: index + 1 } });
    }
    expect(p.variables).toEqual({ results: [2, 6, 3] });
    expect(p.tokens).toEqual(['z']);
  });

  it('goes on at once where there is nothing to do, with an empty result', async () => {
    const output = 'outputCollection="results" outputElement="=result"';
    const p = (await drive(one(repeated('a', over('=[]', output))))).start();
    expect([p.tokens, p.variables]).toEqual([['z'], { results: [] }]);
  });

  it('ends all others when its completion condition holds', async () => {
    const condition = '=numberOfCompletedInstances = 2 and numberOfActiveInstances = 3 and numberOfInstances = 5';
    const p = (await drive(one(repeated('a', cardinality('5', '', until(condition)))))).start().complete('a');
    expect(p.tokens).toEqual(['a', 'a', 'a', 'a']);
    expect(p.complete('a').tokens).toEqual(['z']);
    expect(p.said('cancel-task').length).toBe(3);
  });

  it('nests: orders with their lines', async () => {
    const inner = [
      start('s1'),
      element('userTask', 'line', '<zeebe:userTask/>', over('=item', 'outputCollection="got" outputElement="=item"')),
      end('e1'),
      path('s1 line e1'),
    ];
    const model = one(element('subProcess', 'a', '', over('=orders', 'outputCollection="all" outputElement="=got"') + inner.join('')));
    const p = (await drive(model)).start({ orders: [[1, 2], [], [3]], got: null });
    expect(instances(p)).toEqual(['a#1', 'a#3', 'line#1#1', 'line#1#2', 'line#3#1']);
    p.complete('line').complete('line').complete('line');
    expect([p.tokens, p.variables.all]).toEqual([['z'], [[1, 2], [], [3]]]);
  });

  it('carries its boundary events once, for all instances', async () => {
    const guarded = (interrupting: boolean) =>
      one(repeated('a', cardinality('=n')), boundary('t', 'a', timer('PT1H'), interrupting), user('late'), path('t late'));
    const p = (await drive(guarded(true))).start({ n: 3 });
    expect(p.position().timers.length).toBe(1);
    expect([p.pass(2).tokens, p.said('cancel-task').length]).toEqual([['late'], 3]);
    expect((await drive(guarded(false))).start({ n: 2 }).pass(2).tokens).toEqual(['a', 'a', 'late']);
  });

  it('is ended as a whole by an error that one instance throws', async () => {
    const many = element('serviceTask', 'a', '<zeebe:taskDefinition type="note"/>', cardinality('2'));
    const p = (await drive(one(many, boundary('b', 'a', error('gone')), user('c'), path('b c')))).start().fail('a', 'gone');
    expect([p.tokens, p.said('cancel-step').length]).toEqual([['c'], 1]);
  });

  it('repeats a called process', async () => {
    const child = bpmn('child', start(), user('u'), path('s u'));
    const call = element(
      'callActivity',
      'a',
      '<zeebe:calledElement processId="child" propagateAllChildVariables="false"/>',
      over('=["x","y"]', '', 'isSequential="true"'),
    );
    const p = (await drive({ child, p: one(call) })).start();
    expect(p.said('create-task')[0]).toMatchObject({ input: { item: 'x' } });
    p.complete('u');
    expect([p.said('create-task')[1], p.complete('u').tokens]).toMatchObject([{ input: { item: 'y' } }, ['z']]);
  });

  it('stops with an incident where there is no list or number, and goes on after a retry', async () => {
    const p = (await drive(one(repeated('a', cardinality('=n'))))).start({ n: -1 });
    expect(p.incidents).toEqual(['EXTRACT_VALUE_ERROR@a']);
    expect(p.retry('a', { n: 2 }).tokens).toEqual(['a', 'a']);
    expect((await drive(one(repeated('a', cardinality('1001'))))).start().incidents).toEqual(['EXTRACT_VALUE_ERROR@a']);
    const q = (await drive(one(repeated('a', cardinality('2', '', until('=wanted')))))).start().complete('a');
    expect(q.incidents).toEqual(['CONDITION_ERROR@a']);
    expect(q.retry('a', { wanted: true }).tokens).toEqual(['z']);
  });

  it('stays small however many instances are still to come', async () => {
    const p = (await drive(one(repeated('a', cardinality('1000', 'isSequential="true"'))))).start();
    expect(JSON.stringify(p.state).length).toBeLessThan(500);
  });
});

describe('standard loop', () => {
  const loop = (attributes: string, condition?: string) =>
    `<bpmn:standardLoopCharacteristics ${attributes}>${condition === undefined ? '' : `<bpmn:loopCondition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:loopCondition>`}</bpmn:standardLoopCharacteristics>`;
  const counting = (inner: string) => one(element('scriptTask', 'a', '<zeebe:script expression="=n + 1" resultVariable="n"/>', inner));

  it.each([
    ['tests after each round', '', '=n &lt; 3', 0, 3],
    ['runs at least once', '', '=false', 0, 1],
    ['may not run at all where it tests before', 'testBefore="true"', '=n &lt; 0', 0, 0],
    ['ends at its maximum', 'loopMaximum="4"', '=true', 0, 4],
    ['needs no condition where it has a maximum', 'loopMaximum="2"', undefined, 0, 2],
    ['knows how often it has run', '', '=loopCounter &lt; 5', 0, 5],
  ])('%s', async (_title, attributes, condition, n, result) => {
    const p = (await drive(counting(loop(attributes, condition)))).start({ n });
    expect([p.tokens, p.variables.n]).toEqual([['z'], result]);
  });

  it('repeats a sub-process with what waits in it', async () => {
    const inner = [start('s1'), user('u'), end('e1'), path('s1 u e1')].join('');
    const p = (await drive(one(element('subProcess', 'a', '', loop('loopMaximum="2"') + inner)))).start();
    expect(instances(p)).toEqual(['a#1', 'u#1']);
    expect(instances(p.complete('u'))).toEqual(['a#2', 'u#2']);
    expect(p.complete('u').tokens).toEqual(['z']);
  });
});

describe('quantities', () => {
  it('waits for as many tokens as its start quantity, and sends as many as its completion quantity', async () => {
    const p = await drive(
      bpmn(
        'p',
        start(),
        element('task', 'a', '', '', 'completionQuantity="5"'),
        element('userTask', 'b', '<zeebe:userTask/>', '', 'startQuantity="2"'),
        end(),
        path('s a b e'),
      ),
    );
    p.start();
    expect(p.position().tasks.length).toBe(2);
    expect(p.tokens).toEqual(['b', 'b', 'b']);
  });
});

describe('inclusive gateway', () => {
  const branches = (...rest: string[]) =>
    bpmn(
      'p',
      start(),
      gateway('inclusive', 'g', 'g_c'),
      user('a'),
      user('b'),
      user('c'),
      gateway('inclusive', 'j'),
      user('z'),
      flow('g', 'a', '=n > 1'),
      flow('g', 'b', '=n > 2'),
      path('s g c j z'),
      path('a j'),
      path('b j'),
      ...rest,
    );

  it('takes every flow whose condition holds, else the default', async () => {
    const p = await drive(branches());
    expect(p.start({ n: 3 }).tokens).toEqual(['a', 'b']);
    expect((await drive(branches())).start({ n: 2 }).tokens).toEqual(['a']);
    expect((await drive(branches())).start({ n: 1 }).tokens).toEqual(['c']);
  });

  it('joins what was split, and nothing else', async () => {
    const p = (await drive(branches())).start({ n: 3 }).complete('a');
    expect(p.tokens).toEqual(['b', 'j']);
    expect(p.complete('b').tokens).toEqual(['z']);
  });

  it('goes on when the token that it waits for goes elsewhere', async () => {
    const away = bpmn(
      'p',
      start(),
      gateway('parallel', 'g'),
      user('a'),
      user('b'),
      gateway('exclusive', 'x', 'x_j'),
      gateway('inclusive', 'j'),
      user('z'),
      end(),
      path('s g a j z'),
      path('g b x j'),
      flow('x', 'e', '=away'),
    );
    const p = (await drive(away)).start({ away: true }).complete('a');
    expect(p.tokens).toEqual(['b', 'j']);
    expect(p.complete('b').tokens).toEqual(['z']);
  });

  it('waits for a token that comes round a loop, but not for one that would come through itself', async () => {
    const looped = bpmn(
      'p',
      start(),
      gateway('parallel', 'g'),
      user('a'),
      gateway('exclusive', 'm'),
      user('b'),
      gateway('exclusive', 'x', 'x_j'),
      gateway('inclusive', 'j'),
      user('z'),
      gateway('exclusive', 'y', 'y_e'),
      end(),
      path('s g a j z y e'),
      path('g m b x j'),
      flow('x', 'm', '=again'),
      flow('y', 'm', '=back'),
    );
    const p = (await drive(looped)).start({ again: true, back: false }).complete('a').complete('b');
    expect(p.tokens).toEqual(['b', 'j']);
    expect(p.complete('b', { again: false }).tokens).toEqual(['z']);
    expect(p.complete('z', { back: true }).complete('b').tokens).toEqual(['z']);
  });

  it('does not wait for a token that can come over a flow that is filled as well', async () => {
    const either = bpmn(
      'p',
      start(),
      gateway('parallel', 'g'),
      gateway('exclusive', 'm'),
      gateway('exclusive', 'x', 'x_j'),
      user('a'),
      user('b'),
      gateway('inclusive', 'j'),
      user('z'),
      path('s g a m j z'),
      path('g b x j'),
      flow('x', 'm', '=over'),
    );
    const p = (await drive(either)).start({ over: true });
    expect(p.complete('a').tokens).toEqual(['b', 'z']);
  });

  it('takes one token of each flow and keeps the rest for the next time', async () => {
    const twice = bpmn(
      'p',
      start(),
      gateway('parallel', 'g'),
      gateway('exclusive', 'm'),
      user('a'),
      user('b'),
      gateway('inclusive', 'j'),
      user('z'),
      path('s g m a j z'),
      flow('g', 'm').replaceAll('g_m', 'g_m2'),
      path('g b j'),
    );
    const p = (await drive(twice)).start().complete('a').complete('a');
    expect(p.tokens).toEqual(['b', 'j']);
    expect(p.complete('b').tokens).toEqual(['z', 'z']);
  });

  it('waits for a token that stands at an incident: it may yet be mended', async () => {
    const p = (await drive(branches(service('i')).replace(flow('g', 'b', '=n > 2'), flow('g', 'i', '=n > 2') + flow('i', 'b'))))
      .start({ n: 3 })
      .complete('a')
      .fail('i', 'DOWN', false);
    expect([p.tokens, p.incidents]).toEqual([['i', 'j'], ['DOWN@i']]);
    p.retry('i').complete('i').complete('b');
    expect(p.tokens).toEqual(['z']);
  });
});
