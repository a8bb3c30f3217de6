import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import {
  boundary,
  bpmn,
  element,
  end,
  error,
  eventSub,
  flow,
  gateway,
  mapping,
  message,
  path,
  script,
  service,
  start,
  sub,
  timer,
  user,
} from './model.ts';

describe('sequence flows and gateways', () => {
  it('takes the first flow whose condition holds, even if more of them do', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('exclusive', 'x', 'x_d'),
      flow('x', 'd'),
      flow('x', 'b', '=n > 1'),
      flow('x', 'c', '=n > 0'),
      user('b'),
      user('c'),
      user('d'),
      path('s x'),
    );
    expect((await drive(model)).start({ n: 2 }).tokens).toEqual(['b']);
    expect((await drive(model)).start({ n: 1 }).tokens).toEqual(['c']);
    expect((await drive(model)).start({ n: 0 }).tokens).toEqual(['d']);
  });

  it('stops with an incident where a condition is null, and goes on when retried with the variable', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('exclusive', 'x', 'x_d'),
      flow('x', 'd'),
      flow('x', 'b', '=n > 1'),
      user('b'),
      user('d'),
      path('s x'),
    );
    const p = (await drive(model)).start();
    expect(p.incidents).toEqual(['CONDITION_ERROR@x']);
    expect(p.retry('x', { n: 5 }).tokens).toEqual(['b']);
    expect(p.incidents).toEqual([]);
    expect(p.said('close-incident')).toHaveLength(1);
  });

  it('splits implicitly at a task, and merges implicitly: each token runs the next element again', async () => {
    const model = bpmn('p', start(), user('a'), user('b'), path('s a b e'), flow('a', 'c'), user('c'), path('c b'), end());
    const p = (await drive(model)).start().complete('a');
    expect(p.tokens).toEqual(['b', 'c']);
    expect(p.complete('c').tokens).toEqual(['b', 'b']);
    expect(p.complete('b').complete('b').status).toBe('completed');
  });

  it('takes the default flow out of a task only where no condition holds', async () => {
    const model = bpmn(
      'p',
      start(),
      element('userTask', 'a', '<zeebe:userTask/>', '', 'default="a_d"'),
      flow('a', 'b', '=n > 1'),
      flow('a', 'c', '=n > 2'),
      flow('a', 'd'),
      user('b'),
      user('c'),
      user('d'),
      path('s a'),
    );
    expect((await drive(model)).start({ n: 3 }).complete('a').tokens).toEqual(['b', 'c']);
    expect((await drive(model)).start({ n: 0 }).complete('a').tokens).toEqual(['d']);
  });

  it('joins in parallel once each incoming flow has brought a token', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('parallel', 'fork'),
      gateway('parallel', 'join'),
      user('a'),
      user('b'),
      user('c'),
      end(),
      path('s fork a join c e'),
      path('fork b join'),
    );
    const p = (await drive(model)).start();
    expect(p.tokens).toEqual(['a', 'b']);
    expect(p.complete('a').tokens).toEqual(['b', 'join']);
    expect(p.complete('b').tokens).toEqual(['c']);
    expect(p.complete('c').status).toBe('completed');
  });

  it('keeps a second token of one branch for the next round of a parallel join', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('parallel', 'fork'),
      gateway('parallel', 'join'),
      user('a'),
      user('b'),
      user('c'),
      user('d'),
      path('s fork a d join c'),
      path('fork b join'),
      path('fork d'),
    );
    const p = (await drive(model)).start().complete('a').complete('d').complete('d');
    expect(p.tokens).toEqual(['b', 'join']);
    expect(p.complete('b').tokens).toEqual(['c', 'join']);
  });

  it('lets the first event behind an event-based gateway win', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('eventBased', 'g'),
      element('intermediateCatchEvent', 'm', mapping({}, { text: '=said' }), message('reply')),
      element('intermediateCatchEvent', 't', '', timer('PT2H')),
      user('a'),
      user('b'),
      path('s g m a'),
      path('g t b'),
    );
    const p = (await drive(model)).start();
    expect(p.position().messages.map(({ element, name }) => [element, name])).toEqual([['m', 'reply']]);
    expect(p.tokens).toEqual(['g']);
    expect(p.message('reply', { said: 'yes', other: 1 }).tokens).toEqual(['a']);
    expect(p.variables).toEqual({ text: 'yes' });
    expect(p.position().timers).toEqual([]);
    expect((await drive(model)).start().pass(3).tokens).toEqual(['b']);
  });
});

describe('tasks', () => {
  it('hands a step its local input alone, and brings out what the output mappings say', async () => {
    const model = bpmn(
      'p',
      start(),
      service('a', 'note', mapping({ text: '="Hello " + name' }, { result: '=answer', 'deep.b': '=1' })),
      user('b'),
      path('s a b'),
    );
    const p = (await drive(model)).start({ name: 'Ann', deep: { a: 0 } });
    expect(p.said('run-step')[0]).toMatchObject({ step: 'note', input: { text: 'Hello Ann' }, retries: 3 });
    p.complete('a', { answer: 42, noise: true });
    expect(p.variables).toEqual({ name: 'Ann', result: 42, deep: { a: 0, b: 1 } });
  });

  it('hands a step without input mappings all that it can see, and merges all that it gives', async () => {
    const p = (await drive(bpmn('p', start(), service('a'), user('b'), path('s a b')))).start({ n: 1 });
    expect(p.said('run-step')[0]).toMatchObject({ input: { n: 1 } });
    expect(p.complete('a', { n: 2, m: 3 }).variables).toEqual({ n: 2, m: 3 });
  });

  it('lets an input target swallow an equally named result', async () => {
    const p = (await drive(bpmn('p', start(), service('a', 'note', mapping({ text: '="x"' })), user('b'), path('s a b')))).start();
    expect(p.complete('a', { text: 'y', z: 1 }).variables).toEqual({ z: 1 });
  });

  it('makes a task with groups, dates, priority and form', async () => {
    const model = bpmn(
      'p',
      start(),
      user(
        'a',
        `<zeebe:assignmentDefinition assignee="=who" candidateGroups="complaints, returns"/>
      <zeebe:taskSchedule dueDate="=now() + duration(&quot;PT4H&quot;)"/><zeebe:priorityDefinition priority="=if gold then 90 else 10"/>
      <zeebe:formDefinition formId="reply"/><zeebe:taskHeaders><zeebe:header key="skill" value="german"/></zeebe:taskHeaders>`,
      ),
      path('s a'),
    );
    const p = (await drive(model, { forms: { reply: '{}' } })).start({ gold: true });
    expect(p.said('create-task')[0]).toMatchObject({
      element: 'a',
      name: 'a',
      assignee: null,
      groups: ['complaints', 'returns'],
      dueAt: '2026-03-02T12:00:00.000Z',
      followUpAt: null,
      priority: 90,
      form: 'reply',
      headers: { skill: 'german' },
      input: { gold: true },
    });
  });

  it('evaluates a script and keeps dates as text', async () => {
    const p = (
      await drive(bpmn('p', start(), script('a', '=date("2026-01-31") + duration("P1M")', 'due'), user('b'), path('s a b')))
    ).start();
    expect(p.variables).toEqual({ due: '2026-02-28' });
  });

  it('passes plain and manual tasks', async () => {
    const p = (await drive(bpmn('p', start(), element('task', 'a'), element('manualTask', 'b'), end(), path('s a b e')))).start();
    expect([p.status, p.left()]).toEqual(['completed', ['s', 'a', 'b', 'e']]);
  });

  it('opens an incident where an input mapping cannot be evaluated, and a retry maps again', async () => {
    const model = bpmn(
      'p',
      start(),
      user('a', '<zeebe:priorityDefinition priority="=rank"/>'),
      boundary('t', 'a', timer('PT1H'), false),
      user('b'),
      path('s a'),
      path('t b'),
    );
    const p = (await drive(model)).start({ rank: 'high' });
    expect(p.incidents).toEqual(['EXTRACT_VALUE_ERROR@a']);
    expect(p.said('create-task')).toEqual([]);
    p.retry('a', { rank: 7 });
    expect(p.said('create-task')).toHaveLength(1);
    expect(p.position().timers).toHaveLength(1);
  });
});

describe('waiting events', () => {
  it('waits for a message with the key fixed on arrival', async () => {
    const model = bpmn('p', start(), element('receiveTask', 'r', '', '', 'messageRef="m_keyed"'), user('b'), path('s r b'));
    const p = (await drive(model)).start({ consultation: { id: 'c7' } });
    expect(p.position().messages).toMatchObject([{ element: 'r', name: 'keyed', key: 'c7' }]);
    expect(p.message('keyed', {}, 'c8').last?.rejected).toBe('no-subscription');
    expect(p.message('keyed').last?.rejected).toBe('no-subscription');
    expect(p.message('keyed', { text: 'hi' }, 'c7').tokens).toEqual(['b']);
    expect(p.variables.text).toBe('hi');
  });

  it('waits until a date or for a duration, and arms what is due already in the past', async () => {
    const catching = (definition: string) =>
      bpmn('p', start(), element('intermediateCatchEvent', 't', '', definition), user('b'), path('s t b'));
    const at = async (definition: string) =>
      (await drive(catching(definition))).start({ d: '2026-05-01T10:00:00+02:00' }).position().timers[0]?.at;
    expect(await at(timer('=d', 'timeDate'))).toBe('2026-05-01T08:00:00.000Z');
    expect(await at(timer('P1M'))).toBe('2026-04-02T08:00:00.000Z');
    expect(await at(timer('=duration("PT1H") * 2'))).toBe('2026-03-02T10:00:00.000Z');
    expect(await at(timer('-PT5M'))).toBe('2026-03-02T07:55:00.000Z');
    expect((await drive(catching(timer('PT0S')))).start().pass(0).tokens).toEqual(['b']);
  });

  it('rejects a timer that fired already or is not known', async () => {
    const p = (
      await drive(bpmn('p', start(), element('intermediateCatchEvent', 't', '', timer('PT1H')), user('b'), path('s t b')))
    ).start();
    const id = p.position().timers[0]?.id ?? '';
    expect(p.say({ type: 'timer', timer: id, firing: 2 }).rejected).toBe('timer-not-armed');
    expect(p.say({ type: 'timer', timer: id, firing: 1 }).rejected).toBe(null);
    expect(p.say({ type: 'timer', timer: id, firing: 1 }).rejected).toBe('timer-not-armed');
  });

  it('cancels the task under an interrupting timer, and leaves it under another', async () => {
    const model = (interrupting: boolean) =>
      bpmn('p', start(), user('a'), boundary('t', 'a', timer('PT8H'), interrupting), user('b'), user('c'), path('s a b'), path('t c'));
    const hard = (await drive(model(true))).start().pass(9);
    expect([hard.tokens, hard.said('cancel-task').length]).toEqual([['c'], 1]);
    const soft = (await drive(model(false))).start().pass(9);
    expect([soft.tokens, soft.said('cancel-task').length, soft.position().timers]).toEqual([['a', 'c'], 0, []]);
  });

  it('disarms boundary events when the task is done', async () => {
    const p = (
      await drive(bpmn('p', start(), user('a'), boundary('t', 'a', timer('PT8H')), user('b'), user('c'), path('s a b'), path('t c')))
    )
      .start()
      .complete('a');
    expect([p.tokens, p.position().timers]).toEqual([['b'], []]);
  });

  it('fires a cycle as often as it says, missed firings once', async () => {
    const model = bpmn(
      'p',
      start(),
      user('a'),
      boundary('t', 'a', timer('R3/PT1H', 'timeCycle'), false),
      user('c'),
      path('s a'),
      path('t c'),
    );
    const p = (await drive(model)).start().pass(10);
    expect(p.tokens).toEqual(['a', 'c', 'c', 'c']);
    const late = (await drive(model)).start();
    late.now += 2.5 * 3_600_000;
    const id = late.position().timers[0]?.id ?? '';
    late.say({ type: 'timer', timer: id, firing: 1 });
    expect(late.position().timers).toMatchObject([{ id, firing: 2, at: '2026-03-02T11:00:00.000Z' }]);
    late.now += 3_600_000;
    late.say({ type: 'timer', timer: id, firing: 2 });
    expect(late.position().timers).toEqual([]);
  });

  it('hears a non-interrupting message again and again', async () => {
    const model = bpmn('p', start(), user('a'), boundary('m', 'a', message('reply'), false), user('c'), path('s a'), path('m c'));
    expect((await drive(model)).start().message('reply').message('reply').tokens).toEqual(['a', 'c', 'c']);
  });

  it('gives a message to the innermost of those that wait for it, once', async () => {
    const inner = [start('s1'), user('a'), boundary('i', 'a', message('reply')), user('c'), path('s1 a'), path('i c')];
    const model = bpmn('p', start(), sub('x', ...inner), boundary('o', 'x', message('reply')), user('d'), path('s x'), path('o d'));
    const p = (await drive(model)).start().message('reply');
    expect(p.tokens).toEqual(['c', 'x']);
    expect(p.message('reply').tokens).toEqual(['d']);
  });
});

describe('errors', () => {
  it('catches a business error of a step by its code before one that takes any', async () => {
    const model = bpmn(
      'p',
      start(),
      service('a'),
      boundary('any', 'a', error()),
      boundary('own', 'a', error('gone'), true, mapping({}, { why: '=reason' })),
      user('b'),
      user('c'),
      path('s a'),
      path('any b'),
      path('own c'),
    );
    const p = (await drive(model)).start().fail('a', 'gone');
    expect([p.tokens, p.variables, p.said('cancel-step')]).toEqual([['c'], { why: 'gone' }, []]);
    expect((await drive(model)).start().fail('a', 'odd').tokens).toEqual(['b']);
  });

  it('makes an incident of an error that nobody catches; a retry runs the step again', async () => {
    const p = (await drive(bpmn('p', start(), service('a'), end(), path('s a e')))).start().fail('a', 'gone');
    expect(p.incidents).toEqual(['UNHANDLED_ERROR_EVENT@a']);
    p.retry('a');
    expect(p.said('run-step')).toHaveLength(2);
    expect(p.complete('a').status).toBe('completed');
  });

  it('makes an incident of a technical failure, and closes it when the task is cancelled around it', async () => {
    const model = bpmn(
      'p',
      start(),
      sub('x', start('s1'), service('a'), path('s1 a')),
      boundary('t', 'x', timer('PT1H')),
      user('b'),
      path('s x'),
      path('t b'),
    );
    const p = (await drive(model)).start().fail('a', 'SMTP_DOWN', false);
    expect(p.incidents).toEqual(['SMTP_DOWN@a']);
    p.pass(2);
    expect([p.tokens, p.said('close-incident').length]).toEqual([['b'], 1]);
  });

  it('carries an error end event outward to the sub-process, cancelling what else runs there', async () => {
    const model = bpmn(
      'p',
      start(),
      sub('x', start('s1'), gateway('parallel', 'g'), user('a'), user('b'), end('bad', error('lost')), path('s1 g a bad'), path('g b')),
      boundary('c', 'x', error('lost')),
      user('d'),
      end(),
      path('s x e'),
      path('c d'),
    );
    const p = (await drive(model)).start().complete('a');
    expect([p.tokens, p.said('cancel-task').length]).toEqual([['d'], 1]);
  });
});

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
    const { publish } = await import('./model.ts');
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

describe('bounds', () => {
  it('stops after the given number of elements and goes on with continue', async () => {
    const p = await drive(bpmn('p', start(), element('task', 'a'), element('task', 'b'), end(), path('s a b e')));
    expect(p.say({ type: 'start', graph: p.root, variables: {} }, { elements: 2 }).more).toBe(true);
    expect(p.say({ type: 'continue' }, { elements: 2 })).toMatchObject({ more: false, state: { status: 'completed' } });
  });

  it('makes an incident of a loop without a wait, also across continue and zero timers', async () => {
    const model = bpmn(
      'p',
      start(),
      element('task', 'a'),
      gateway('exclusive', 'x', 'x_a'),
      flow('x', 'a'),
      flow('x', 'e', '=stop = true'),
      end(),
      path('s a x'),
    );
    const p = await drive(model);
    p.start({ stop: false });
    for (let n = 0; n < 25 && p.last?.more; n += 1) p.say({ type: 'continue' });
    expect(p.incidents.map((one) => one.replace(/@.*/, ''))).toEqual(['LOOP']);
    expect(p.retry(p.position().incidents[0]?.element ?? '', { stop: true }).status).toBe('completed');
  });

  it('opens an incident at an element that overran, until it is retried', async () => {
    const p = await drive(bpmn('p', start(), user('a'), script('b', '=1', 'n'), end(), path('s a b e')));
    p.start();
    p.say({ type: 'overrun', element: 'b', message: 'took too long' });
    expect(p.complete('a').incidents).toEqual(['OVERRUN@b']);
    expect(p.retry('b').status).toBe('completed');
  });

  it('names each element before it works on it', async () => {
    const p = await drive(bpmn('p', start(), script('b', '=1', 'n'), end(), path('s b e')));
    const seen: string[] = [];
    p.say({ type: 'start', graph: p.root, variables: {} }, { elements: 10, announce: (_graph, element) => seen.push(element) });
    expect([...new Set(seen)]).toEqual(['p', 's', 'b', 'e']);
  });
});
