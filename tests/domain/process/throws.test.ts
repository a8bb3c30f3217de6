import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import {
  boundary,
  bpmn,
  catching,
  codes,
  element,
  end,
  escalation,
  eventSub,
  gateway,
  mapping,
  message,
  path,
  signal,
  start,
  starting,
  sub,
  throwing,
  timer,
  user,
} from './model.ts';

describe('signals', () => {
  it('reach everyone who waits for them at that moment, inside and outside of calls', async () => {
    const child = bpmn('child', start('t'), catching('inner', signal('bell')), user('d'), path('t inner d'));
    const p = await drive({
      child,
      p: bpmn(
        'p',
        start(),
        gateway('parallel', 'g'),
        catching('a', signal('bell')),
        element('callActivity', 'call', '<zeebe:calledElement processId="child"/>'),
        user('host'),
        boundary('b', 'host', signal('bell'), false),
        user('c'),
        user('later'),
        catching('missed', signal('bell')),
        throwing('ring', signal('bell'), mapping({ who: '="me"' })),
        path('s g a'),
        path('g call'),
        path('g host'),
        path('b c'),
        path('g later ring missed'),
      ),
    });
    p.start();
    expect(p.position().signals.map((one) => [one.element, one.name])).toEqual([
      ['a', 'bell'],
      ['b', 'bell'],
      ['inner', 'bell'],
    ]);
    expect(p.complete('later').tokens).toEqual(['c', 'call', 'd', 'host', 'missed']);
    expect(p.said('broadcast-signal')).toMatchObject([{ name: 'bell', variables: { who: 'me' } }]);
    expect(p.variables).toEqual({ who: 'me' });
  });

  it('come from outside, and are rejected where nobody waits', async () => {
    const p = (await drive(bpmn('p', start(), catching('a', signal('named')), user('z'), path('s a z')))).start({ called: 'x' });
    expect(p.say({ type: 'signal', name: 'bell', variables: {} }).rejected).toBe('no-subscription');
    p.say({ type: 'signal', name: 'x', variables: { got: 1 } });
    expect([p.tokens, p.variables.got]).toEqual([['z'], 1]);
  });

  it('race behind an event-based gateway', async () => {
    const p = await drive(
      bpmn(
        'p',
        start(),
        gateway('eventBased', 'g'),
        catching('a', signal('bell')),
        catching('b', timer('PT1H')),
        user('c'),
        user('d'),
        path('s g a c'),
        path('g b d'),
      ),
    );
    p.start().say({ type: 'signal', name: 'bell', variables: {} });
    expect([p.tokens, p.position().timers]).toEqual([['c'], []]);
  });

  it('end the activity around a throwing end event, and begin event sub-processes', async () => {
    const inner = [start('s1'), gateway('parallel', 'g'), user('a'), end('e1', signal('bell')), path('s1 g a'), path('g e1')];
    const model = (interrupting: boolean) =>
      bpmn(
        'p',
        start(),
        sub('x', ...inner, eventSub('h', starting('on', signal('bell'), interrupting), user('b'), path('on b'))),
        boundary('o', 'x', signal('bell')),
        user('c'),
        path('s x'),
        path('o c'),
      );
    expect(
      (
        await drive(
          model(true)
            .replace(/<bpmn:boundaryEvent.*?<\/bpmn:boundaryEvent>/s, '')
            .replace(path('o c'), ''),
        )
      ).start().tokens,
    ).toEqual(['b', 'h', 'x']);
    expect((await drive(model(false))).start().tokens).toEqual(['c']);
  });
});

describe('escalations', () => {
  const inner = (definition: string, ...rest: string[]) =>
    sub('x', start('s1'), throwing('t', definition), user('a'), path('s1 t a'), ...rest);
  const caught = (interrupting: boolean, code?: string) =>
    bpmn('p', start(), inner(escalation('late')), boundary('b', 'x', escalation(code), interrupting), user('c'), path('s x'), path('b c'));

  it('let the thrower go on beside a catcher that does not interrupt', async () => {
    expect((await drive(caught(false))).start().tokens).toEqual(['a', 'c', 'x']);
  });

  it('end the thrower where the catcher interrupts', async () => {
    expect((await drive(caught(true, 'late'))).start().tokens).toEqual(['c']);
  });

  it('go on where nobody catches that code', async () => {
    expect((await drive(caught(true, 'odd'))).start().tokens).toEqual(['a', 'x']);
  });

  it('are caught by an event sub-process before the boundary, in both modes', async () => {
    const model = (interrupting: boolean) =>
      bpmn(
        'p',
        start(),
        inner(escalation('late'), eventSub('h', starting('on', escalation(), interrupting), user('d'), path('on d'))),
        boundary('b', 'x', escalation('late')),
        user('c'),
        path('s x'),
        path('b c'),
      );
    expect((await drive(model(true))).start().tokens).toEqual(['d', 'h', 'x']);
    expect((await drive(model(false))).start().tokens).toEqual(['a', 'd', 'h', 'x']);
  });

  it('leave a called process, by an end event too', async () => {
    const child = bpmn('child', start('t'), end('e1', escalation('late')), path('t e1'));
    const call = element('callActivity', 'call', '<zeebe:calledElement processId="child"/>');
    const model = (interrupting: boolean) =>
      bpmn(
        'p',
        start(),
        call,
        boundary('b', 'call', escalation('late'), interrupting),
        user('c'),
        user('z'),
        path('s call z'),
        path('b c'),
      );
    expect((await drive({ child, p: model(true) })).start().tokens).toEqual(['c']);
    expect((await drive({ child, p: model(false) })).start().tokens).toEqual(['c', 'z']);
  });

  it('thrown in an event sub-process pass its siblings by', async () => {
    const model = bpmn(
      'p',
      start(),
      user('a'),
      path('s a'),
      eventSub('h', starting('on', message('reply'), false), throwing('t', escalation('late')), path('on t')),
      eventSub('k', starting('late', escalation('late'), false), user('b'), path('late b')),
    );
    expect((await drive(model)).start().message('reply').tokens).toEqual(['a']);
  });
});

describe('event sub-processes are refused', () => {
  const around = (...inner: string[]) => bpmn('p', start(), user('a'), path('s a'), eventSub('h', ...inner));
  it.each([
    ['without a start event', around(user('b')), 'event-sub-process-start@h'],
    [
      'with two',
      around(starting('m', signal('bell')), starting('n', timer('PT1H')), user('b'), path('m b'), path('n b')),
      'event-sub-process-start@h',
    ],
    [
      'on the way of a token',
      around(starting('m', signal('bell'))).replace('</bpmn:process>', `${path('a h')}</bpmn:process>`),
      'event-sub-process-flow@h',
    ],
  ])('%s', async (_title, model, code) => {
    expect(await codes(model)).toContain(code);
  });
});

describe('interrupting event sub-processes', () => {
  it('leave the boundary events of the activity around them armed: it is still running', async () => {
    const model = bpmn(
      'p',
      start(),
      sub('x', start('s1'), user('a'), path('s1 a'), eventSub('h', starting('on', message('reply')), user('b'), path('on b'))),
      boundary('late', 'x', timer('PT1H')),
      user('c'),
      path('s x'),
      path('late c'),
    );
    const p = (await drive(model)).start().message('reply');
    expect(p.tokens).toEqual(['b', 'h', 'x']);
    expect(p.pass(2).tokens).toEqual(['c']);
  });
});
