import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { boundary, bpmn, element, end, error, gateway, mapping, message, path, service, start, sub, timer, user } from './model.ts';

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
