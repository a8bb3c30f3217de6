import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { boundary, bpmn, codes, element, end, eventSub, gateway, mapping, path, script, start, sub, user } from './model.ts';

const when = (condition: string, filter = '') =>
  `<bpmn:conditionalEventDefinition>${filter === '' ? '' : `<bpmn:extensionElements><zeebe:conditionalFilter ${filter}/></bpmn:extensionElements>`}<bpmn:condition xsi:type="bpmn:tFormalExpression">${condition.replaceAll('<', '&lt;')}</bpmn:condition></bpmn:conditionalEventDefinition>`;
const catching = (condition: string, filter = '') => element('intermediateCatchEvent', 'c', '', when(condition, filter));
const starting = (condition: string, interrupting: boolean, filter = '') =>
  element('startEvent', 't', '', when(condition, filter), `isInterrupting="${interrupting}"`);

describe('a conditional catch event', () => {
  const model = bpmn('p', start(), gateway('parallel', 'g'), catching('=amount > 100'), user('a'), user('z'), path('s g c z'), path('g a'));

  it('goes on at once where its condition holds', async () => {
    expect((await drive(model)).start({ amount: 101 }).tokens).toEqual(['a', 'z']);
  });

  it('waits until a change makes it hold; a missing variable does not', async () => {
    const p = (await drive(model)).start();
    expect([p.tokens, p.incidents]).toEqual([['a', 'c'], []]);
    expect(p.complete('a', { amount: 500 }).tokens).toEqual(['z']);
  });

  it('stops with an incident where it cannot be evaluated, and listens again on retry', async () => {
    const exploding = model
      .replace('amount &gt; 100', 'count(for i in 1..n return i) = 3')
      .replace('amount > 100', 'count(for i in 1..n return i) = 3');
    const p = (await drive(exploding)).start({ n: 9_000_000 });
    expect(p.incidents).toEqual(['EXPRESSION_BUDGET@c']);
    expect(p.retry('c', { n: 3 }).tokens).toEqual(['a', 'z']);
  });
});

describe('a conditional boundary event', () => {
  const model = (interrupting: boolean, filter = '') =>
    bpmn(
      'p',
      start(),
      sub('u', start('t'), user('a'), user('b'), path('t a b')),
      boundary('c', 'u', when('=amount > limit', filter), interrupting),
      user('z'),
      end(),
      path('s u e'),
      path('c z'),
    );

  it('cancels its activity at the first change that makes it hold', async () => {
    const p = (await drive(model(true))).start({ amount: 1, limit: 5 });
    expect(p.tokens).toEqual(['a', 'u']);
    expect(p.complete('a', { amount: 6 }).tokens).toEqual(['z']);
    expect((await drive(model(true))).start({ amount: 7, limit: 5 }).tokens).toEqual(['z']);
  });

  it('fires anew at each change of a variable that it names while it holds, and at no other', async () => {
    const p = (await drive(model(false))).start({ amount: 7, limit: 5 });
    expect(p.tokens).toEqual(['a', 'u', 'z']);
    p.complete('z', { other: 1 });
    expect(p.tokens).toEqual(['a', 'u']);
    p.complete('a', { limit: 6, amount: 3 }).complete('b');
    expect(p.status).toBe('completed');
    const again = (await drive(model(false))).start({ amount: 7, limit: 5 }).complete('a', { limit: 6 });
    expect(again.tokens).toEqual(['b', 'u', 'z', 'z']);
  });

  it('hears only the changes and variables that its filter names', async () => {
    const created = (await drive(model(true, 'variableEvents="create"'))).start({ amount: 1, limit: 5 });
    expect(created.complete('a', { amount: 6 }).tokens).toEqual(['b', 'u']);
    const named = (await drive(model(true, 'variableNames="limit"'))).start({ amount: 1, limit: 5 });
    expect(named.complete('a', { amount: 6 }).tokens).toEqual(['b', 'u']);
    const other = (await drive(model(true, 'variableNames="limit"'))).start({ amount: 1, limit: 5 });
    expect(other.complete('a', { limit: 0 }).tokens).toEqual(['z']);
    expect(await codes(model(true, 'variableEvents="delete"'))).toContain('condition-events@c');
  });

  it('does not hear of a local variable of the same name that it cannot see', async () => {
    const local = bpmn(
      'p',
      start(),
      sub('u', start('t'), user('a'), script('b', 'amount', 'seen', mapping({ amount: '=9' })), user('d'), path('t a b d')),
      boundary('c', 'u', when('=amount > 5'), false),
      user('z'),
      path('s u'),
      path('c z'),
    );
    const p = (await drive(local)).start({ amount: 1 }).complete('a');
    expect([p.tokens, p.variables.seen]).toEqual([['d', 'u'], 9]);
  });

  it('stops with an incident of its own where it would fire for ever; its activity goes on', async () => {
    const circling = bpmn(
      'p',
      start(),
      user('a'),
      boundary('c', 'a', when('=n > 0'), false, mapping({}, { n: '=n + 1' })),
      end(),
      path('s a e'),
    );
    const p = (await drive(circling)).start({ n: 1 });
    expect([p.incidents, p.tokens]).toEqual([['LOOP@c'], ['a']]);
    expect(p.complete('a').status).toBe('completed');
    expect(p.said('close-incident')).toHaveLength(1);
  });
});

describe('a conditional start of an event sub-process', () => {
  const model = (interrupting: boolean) =>
    bpmn(
      'p',
      start(),
      user('a'),
      user('b'),
      eventSub('x', starting('=urgent', interrupting), user('z'), path('t z')),
      end(),
      path('s a b e'),
    );

  it('takes the place of what its scope does, or runs beside it', async () => {
    expect((await drive(model(true))).start().complete('a', { urgent: true }).tokens).toEqual(['x', 'z']);
    const beside = (await drive(model(false))).start().complete('a', { urgent: true });
    expect(beside.tokens).toEqual(['b', 'x', 'z']);
    expect(beside.complete('z').complete('b').status).toBe('completed');
  });
});

it('is refused without condition, with one that is no expression, and as the start of a process', async () => {
  const around = (definition: string) => bpmn('p', start(), element('intermediateCatchEvent', 'c', '', definition), end(), path('s c e'));
  expect(await codes(around('<bpmn:conditionalEventDefinition/>'))).toContain('condition-event-missing@c');
  expect(await codes(around(when('amount > 1')))).toContain('condition-text@c');
  expect(await codes(around(when('=amount >')))).toContain('feel-syntax@c');
  expect(await codes(bpmn('p', element('startEvent', 's', '', when('=x')), end(), path('s e')))).toContain('event-start@s');
});
