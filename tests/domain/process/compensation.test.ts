import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import {
  boundary,
  bpmn,
  cardinality,
  codes,
  compensation,
  element,
  end,
  error,
  escalation,
  eventSub,
  gateway,
  mapping,
  path,
  script,
  service,
  start,
  starting,
  sub,
  throwing,
  timer,
  undoing,
  undoingBy,
  user,
} from './model.ts';

describe('compensation', () => {
  const undone = { undone: [] };

  it('undoes what has completed, the last first, each completion once, and then goes on', async () => {
    const model = bpmn(
      'p',
      start(),
      ...['a', 'b'].map((id) => element('task', id) + undoing(id)),
      user('c'),
      undoing('c'),
      throwing('t', compensation()),
      throwing('again', compensation()),
      user('z'),
      path('s a b t again z'),
      path('z c'),
    );
    const p = (await drive(model)).start(undone);
    expect([p.tokens, p.variables.undone]).toEqual([['z'], ['b', 'a']]);
  });

  it('undoes one activity, as often as it has completed', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('exclusive', 'm'),
      element('task', 'a'),
      undoing('a'),
      element('task', 'b'),
      undoing('b'),
      script('count', '=n + 1', 'n'),
      gateway('exclusive', 'x', 'x_t'),
      throwing('t', compensation('a')),
      user('z'),
      path('s m a b count x t z'),
      `<bpmn:sequenceFlow id="back" sourceRef="x" targetRef="m"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=n &lt; 2</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    );
    const p = (await drive(model)).start({ ...undone, n: 0 });
    expect([p.tokens, p.variables.undone]).toEqual([['z'], ['a', 'a']]);
  });

  it('waits for a handler that waits, and cancels it with the thrower', async () => {
    const model = bpmn(
      'p',
      start(),
      sub(
        'x',
        start('s1'),
        element('task', 'a'),
        boundary('ca', 'a', compensation()),
        element('userTask', 'h', '<zeebe:userTask/>', '', 'isForCompensation="true"'),
        '<bpmn:association id="as" sourceRef="ca" targetRef="h"/>',
        element('task', 'b'),
        undoing('b'),
        end('e1', compensation()),
        path('s1 a b e1'),
      ),
      boundary('late', 'x', timer('PT1H')),
      user('c'),
      user('z'),
      path('s x z'),
      path('late c'),
    );
    const p = (await drive(model)).start(undone);
    expect([p.tokens, p.variables.undone]).toEqual([['e1', 'h', 'x'], ['b']]);
    expect(p.complete('h').tokens).toEqual(['z']);
    const q = (await drive(model)).start(undone).pass(2);
    expect([q.tokens, q.said('cancel-task').length]).toEqual([['c'], 1]);
  });

  it('opens a completed sub-process again, with the variables that it had', async () => {
    const model = bpmn(
      'p',
      start(),
      element(
        'subProcess',
        'x',
        mapping({ undone: '=undone', own: '="inside"' }, { n: '=1' }),
        [
          start('s1'),
          service('a', 'note'),
          boundary('ca', 'a', compensation()),
          element('scriptTask', 'h', '<zeebe:script expression="=own" resultVariable="seen"/>', '', 'isForCompensation="true"'),
          '<bpmn:association id="as" sourceRef="ca" targetRef="h"/>',
          path('s1 a'),
        ].join(''),
      ),
      throwing('t', compensation('x')),
      user('z'),
      path('s x t z'),
    );
    const p = (await drive(model)).start(undone).complete('a');
    expect([p.tokens, p.variables]).toEqual([['z'], { undone: [], n: 1, seen: 'inside' }]);
  });

  it('forgets what was cancelled or terminated, and knows a multi-instance activity once', async () => {
    const ended = sub('x', start('s1'), element('task', 'a'), undoing('a'), end('e1', '<bpmn:terminateEventDefinition/>'), path('s1 a e1'));
    const many = element('task', 'b', '', cardinality('3'));
    const model = bpmn('p', start(), ended, many, undoing('b'), throwing('t', compensation()), user('z'), path('s x b t z'));
    expect((await drive(model)).start(undone).variables.undone).toEqual(['b']);
  });

  it('undoes every instance of a multi-instance sub-process', async () => {
    const inner = [start('s1'), element('task', 'a'), undoing('a'), path('s1 a')].join('');
    const many = element('subProcess', 'x', '', cardinality('3') + inner);
    const p = (await drive(bpmn('p', start(), many, throwing('t', compensation()), user('z'), path('s x t z')))).start(undone);
    expect([p.tokens, p.variables.undone]).toEqual([['z'], ['a', 'a', 'a']]);
  });

  it('reaches from an error event sub-process what the scope around it has done', async () => {
    const model = bpmn(
      'p',
      start(),
      element('task', 'a'),
      undoing('a'),
      end('e', error('lost')),
      path('s a e'),
      eventSub('h', starting('on', error()), throwing('t', compensation()), user('b'), path('on t b')),
    );
    const p = (await drive(model)).start(undone);
    expect([p.tokens, p.variables.undone]).toEqual([['b', 'h'], ['a']]);
  });

  it('of a sub-process is what its compensation event sub-process does', async () => {
    const own = eventSub(
      'h',
      starting('on', compensation()),
      script('own', '=append(undone, "own")', 'undone'),
      throwing('t1', compensation()),
      path('on own t1'),
    );
    const model = bpmn(
      'p',
      start(),
      sub('x', start('s1'), element('task', 'a'), undoing('a'), path('s1 a'), own),
      throwing('t', compensation()),
      user('z'),
      path('s x t z'),
    );
    const p = (await drive(model)).start(undone);
    expect([p.tokens, p.variables.undone]).toEqual([['z'], ['own', 'a']]);
  });

  it('goes on where a boundary event interrupts a handler', async () => {
    const handler = element('userTask', 'undoa', '<zeebe:userTask/>', '', 'isForCompensation="true"');
    const model = bpmn(
      'p',
      start(),
      element('task', 'a'),
      undoingBy('a', handler),
      boundary('late', 'undoa', timer('PT1H')),
      element('task', 'side'),
      throwing('t', compensation()),
      user('z'),
      path('s a t z'),
      path('late side'),
    );
    const p = (await drive(model)).start();
    expect(p.tokens).toEqual(['t', 'undoa']);
    expect([p.pass(2).tokens, p.said('cancel-task').length]).toEqual([['z'], 1]);
  });

  it('ends its handlers with the thrower, where an operator takes the token elsewhere', async () => {
    const handler = element('userTask', 'undoa', '<zeebe:userTask/>', '', 'isForCompensation="true"');
    const model = bpmn(
      'p',
      start(),
      element('task', 'a'),
      undoingBy('a', handler),
      throwing('t', compensation()),
      user('z'),
      path('s a t z'),
    );
    const p = (await drive(model)).start();
    const thrower = p.position().tokens.find(({ element }) => element === 't')?.activation ?? '';
    p.say({ type: 'move-token', activation: thrower, element: 'z' });
    expect([p.tokens, p.said('cancel-task').length]).toEqual([['z'], 1]);
  });

  it('stops at an incident of a handler, and goes on after a retry', async () => {
    const handler = element('serviceTask', 'h', '<zeebe:taskDefinition type="note"/>', '', 'isForCompensation="true"');
    const model = bpmn(
      'p',
      start(),
      element('task', 'a'),
      boundary('ca', 'a', compensation()),
      handler,
      '<bpmn:association id="as" sourceRef="ca" targetRef="h"/>',
      throwing('t', compensation()),
      user('z'),
      path('s a t z'),
    );
    const p = (await drive(model)).start().fail('h', 'DOWN', false);
    expect([p.tokens, p.incidents]).toEqual([['h', 't'], ['DOWN@h']]);
    expect(p.retry('h').complete('h').tokens).toEqual(['z']);
  });
});

describe('what cannot be compensated is refused', () => {
  const around = (...parts: string[]) => bpmn('p', start(), element('task', 'a'), user('z'), path('s a z'), ...parts);
  it.each([
    ['an event without an activity that undoes', around(boundary('b', 'a', compensation())), 'compensation-handler@b'],
    [
      'two of them on one activity',
      around(undoing('a'), undoing('a').replaceAll('ca', 'cb').replaceAll('undoa', 'undob').replaceAll('asa', 'asb')),
      'compensation-double@cb',
    ],
    [
      'a target that is not there',
      bpmn('p', start(), sub('x', start('s1'), user('i'), path('s1 i')), throwing('t', compensation('i')), path('s x t')),
      'compensation-target@t',
    ],
    [
      'a throw that does not wait',
      bpmn('p', start(), throwing('t', compensation(undefined, 'waitForCompletion="false"')), path('s t')),
      'compensation-unwaited@t',
    ],
    ['a whole process', around(eventSub('h', starting('on', compensation()), user('u'), path('on u'))), 'compensation-start@on'],
    ['an escalation of a task', around(boundary('b', 'z', escalation()), user('u'), path('b u')), 'escalation-host@b'],
  ])('%s', async (_title, model, code) => {
    expect(await codes(model)).toContain(code);
  });
});
