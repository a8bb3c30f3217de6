import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { bpmn, element, end, flow, gateway, mapping, message, path, script, start, timer, user } from './model.ts';

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
