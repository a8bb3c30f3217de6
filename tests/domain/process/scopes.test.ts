import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import {
  boundary,
  bpmn,
  element,
  end,
  error,
  eventSub,
  gateway,
  mapping,
  message,
  path,
  publish,
  script,
  service,
  start,
  sub,
  timer,
  user,
} from './model.ts';

describe('scopes', () => {
  it('keeps a sub-process open until nothing runs in it, with variables of its own', async () => {
    const inner = [start('s1'), gateway('parallel', 'g'), user('a'), script('b', '=n + 1', 'n'), end('e1'), path('s1 g a e1'), path('g b')];
    const model = bpmn(
      'p',
      start(),
      element('subProcess', 'x', mapping({ n: '=10' }, { total: '=n' }), inner.join('')),
      user('c'),
      path('s x c'),
    );
    const p = (await drive(model)).start({ n: 1 });
    expect(p.tokens).toEqual(['a', 'x']);
    expect(p.complete('a').tokens).toEqual(['c']);
    expect(p.variables).toEqual({ n: 1, total: 11 });
  });

  it('ends only its own scope by a terminate end event', async () => {
    const model = bpmn(
      'p',
      start(),
      sub(
        'x',
        start('s1'),
        gateway('parallel', 'g'),
        user('a'),
        user('b'),
        end('t', '<bpmn:terminateEventDefinition/>'),
        path('s1 g a t'),
        path('g b'),
      ),
      user('c'),
      path('s x c'),
    );
    const p = (await drive(model)).start().complete('a');
    expect([p.tokens, p.said('cancel-task').length]).toEqual([['c'], 1]);
  });

  it('drops tokens that are still under way when their scope is terminated', async () => {
    const inner = [
      start('s1'),
      gateway('parallel', 'g'),
      end('t', '<bpmn:terminateEventDefinition/>'),
      element('task', 'a'),
      user('b'),
      path('s1 g t'),
      path('g a b'),
    ];
    const p = (await drive(bpmn('p', start(), sub('x', ...inner), user('c'), path('s x c')))).start();
    expect(p.tokens).toEqual(['c']);
  });

  it('runs an event sub-process beside or instead of its scope', async () => {
    const model = (interrupting: boolean) =>
      bpmn(
        'p',
        start(),
        user('a'),
        path('s a'),
        eventSub('x', element('startEvent', 'm', '', message('reply'), `isInterrupting="${interrupting}"`), user('b'), path('m b')),
      );
    const beside = (await drive(model(false))).start().message('reply', { t: 1 }).message('reply');
    expect(beside.tokens).toEqual(['a', 'b', 'b', 'x', 'x']);
    expect(beside.complete('b').complete('b').tokens).toEqual(['a']);
    const instead = (await drive(model(true))).start().message('reply', { t: 1 });
    expect([instead.tokens, instead.variables, instead.said('cancel-task').length]).toEqual([['b', 'x'], { t: 1 }, 1]);
    expect(instead.complete('b').status).toBe('completed');
  });

  it('catches an error in an event sub-process before the boundary', async () => {
    const model = bpmn(
      'p',
      start(),
      sub(
        'x',
        start('s1'),
        service('a'),
        path('s1 a'),
        eventSub('h', element('startEvent', 'c', '', error('gone')), user('b'), path('c b')),
      ),
      boundary('o', 'x', error('gone')),
      user('d'),
      user('f'),
      path('s x f'),
      path('o d'),
    );
    const p = (await drive(model)).start().fail('a', 'gone');
    expect(p.tokens).toEqual(['b', 'h', 'x']);
    expect(p.complete('b').tokens).toEqual(['f']);
  });

  it('arms event sub-processes inside an event sub-process', async () => {
    const inner = eventSub('y', element('startEvent', 't', '', timer('PT1H')), user('c'), path('t c'));
    const outer = eventSub('x', element('startEvent', 'm', '', message('reply')), user('b'), path('m b'), inner);
    const p = (await drive(bpmn('p', start(), user('a'), path('s a'), outer))).start().message('reply');
    expect(p.tokens).toEqual(['b', 'x']);
    expect(p.pass(2).tokens).toEqual(['c', 'x', 'y']);
    expect(p.complete('c').status).toBe('completed');
  });

  it('cancels the whole request', async () => {
    const p = (await drive(bpmn('p', start(), gateway('parallel', 'g'), user('a'), service('b'), path('s g a'), path('g b')))).start({
      n: 1,
    });
    p.say({ type: 'cancel' });
    expect([p.status, p.variables, p.commands.slice(-3).map(({ type }) => type)]).toEqual([
      'cancelled',
      { n: 1 },
      ['cancel-task', 'cancel-step', 'finished'],
    ]);
    expect(p.say({ type: 'continue' }).rejected).toBe('not-running');
  });
});

describe('calls', () => {
  const child = bpmn('child', start(), user('a'), script('b', '=n * 2', 'n'), end(), path('s a b e'));
  const caller = (attributes: string, extra = '') =>
    bpmn(
      'p',
      start(),
      element('callActivity', 'call', `<zeebe:calledElement ${attributes}/>${extra}`),
      boundary('t', 'call', timer('PT1H')),
      user('z'),
      user('late'),
      path('s call z'),
      path('t late'),
    );

  it('runs a fixed process as a scope of the same request', async () => {
    const p = (await drive({ child, p: caller('processId="child"') })).start({ n: 4 });
    expect(p.tokens).toEqual(['a', 'call']);
    expect(p.complete('a', { extra: 1 }).tokens).toEqual(['z']);
    expect(p.variables).toEqual({ n: 8, extra: 1 });
  });

  it('has a copy of the variables; in the state stands only what has changed', async () => {
    const grandchild = bpmn('grandchild', start(), user('b'), user('e'), path('s b e'));
    const middle = bpmn(
      'child',
      start(),
      element('callActivity', 'inner', '<zeebe:calledElement processId="grandchild"/>'),
      path('s inner'),
    );
    const call = element('callActivity', 'call', '<zeebe:calledElement processId="child"/>');
    const model = bpmn('p', start(), gateway('parallel', 'g'), call, user('c'), user('d'), path('s g call'), path('g c d'));
    const p = (await drive({ grandchild, child: middle, p: model })).start({ text: 'x'.repeat(1000), list: [1, 2], n: 1 });
    expect(JSON.stringify(p.state).length).toBeLessThan(2000);
    p.complete('c', { list: [3] }).complete('b', { n: 2 });
    const input = p.said('create-task').flatMap((task) => (task.type === 'create-task' && task.element === 'e' ? [task.input] : []));
    expect(input).toMatchObject([{ list: [1, 2], n: 2 }]);
    expect(p.variables).toMatchObject({ list: [3], n: 1 });
  });

  it('brings nothing back without child propagation, and takes only local variables without parent propagation', async () => {
    const attributes = 'processId="child" propagateAllChildVariables="false" propagateAllParentVariables="false"';
    const p = (await drive({ child, p: caller(attributes, mapping({ n: '=5' })) })).start({ n: 4, m: 1 });
    expect(p.said('create-task')[0]).toMatchObject({ input: { n: 5 } });
    expect(p.complete('a').variables).toEqual({ n: 4, m: 1 });
    const q = (await drive({ child, p: caller(attributes, mapping({ n: '=5' }, { got: '=n' })) })).start({ n: 4 });
    expect(q.complete('a').variables).toEqual({ n: 4, got: 10 });
  });

  it('is cancelled with its caller', async () => {
    const p = (await drive({ child, p: caller('processId="child"') })).start({ n: 1 }).pass(2);
    expect([p.tokens, p.said('cancel-task').length]).toEqual([['late'], 1]);
  });

  it('asks for a process whose key is computed', async () => {
    const { all } = await publish({ child });
    const p = await drive({ child, p: caller('processId="=kind"') });
    p.start({ kind: 'child', n: 3 });
    const [asked] = p.said('resolve-process');
    expect(asked).toMatchObject({ process: 'child' });
    const activation = asked && 'activation' in asked ? asked.activation : '';
    p.say({ type: 'process-resolved', activation, graph: null });
    expect(p.incidents).toEqual(['CALLED_ELEMENT_ERROR@call']);
    p.retry('call');
    p.say({ type: 'process-resolved', activation, graph: all[0]?.hash ?? null });
    expect(p.complete('a').variables).toMatchObject({ n: 6 });
  });

  it('carries an error from the called process to the call', async () => {
    const bad = bpmn('child', start(), end('x', error('lost')), path('s x'));
    const model = bpmn(
      'p',
      start(),
      element('callActivity', 'call', '<zeebe:calledElement processId="child"/>'),
      boundary('c', 'call', error('lost')),
      user('a'),
      path('s call'),
      path('c a'),
    );
    expect((await drive({ child: bad, p: model })).start().tokens).toEqual(['a']);
  });
});
