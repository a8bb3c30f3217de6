import { describe, expect, it } from 'vitest';
import type { Driven } from './drive.ts';
import { drive } from './drive.ts';
import { boundary, bpmn, element, gateway, message, path, start, user } from './model.ts';

const receive = (id: string, name = 'reply') => element('receiveTask', id, '', '', `messageRef="m_${name}"`);
const model = bpmn('p', start(), user('a'), receive('r'), receive('q'), user('z'), path('s a r q z'));

function send(p: Driven, text: string, hours: number, name = 'reply', key: string | null = null): Driven {
  p.say({ type: 'message', name, key, variables: { [text]: text }, until: new Date(p.now + hours * 3_600_000).toISOString() });
  return p;
}

describe('a message that comes before its receiver', () => {
  it('is kept and goes to the first that waits for it, the oldest first, each once', async () => {
    const p = (await drive(model)).start();
    expect(send(p, 'one', 8).last?.rejected).toBeNull();
    send(p, 'two', 8);
    expect(p.pass(1).complete('a').tokens).toEqual(['z']);
    expect(Object.keys(p.variables)).toEqual(['one', 'two']);
    expect(JSON.stringify(p.state)).not.toContain('kept');
  });

  it('is kept no longer than it says', async () => {
    const p = send((await drive(model)).start(), 'late', 2)
      .pass(3)
      .complete('a');
    expect([p.tokens, p.variables]).toEqual([['r'], {}]);
  });

  it('is rejected where it is not to be kept', async () => {
    const p = (await drive(model)).start();
    expect(p.message('reply').last?.rejected).toBe('no-subscription');
    expect(send(p, 'now', 0).last?.rejected).toBe('no-subscription');
  });

  it('goes to whoever waits for its key, past those that wait for another', async () => {
    const keyed = bpmn('p', start(), gateway('parallel', 'g'), user('a'), receive('r', 'keyed'), user('z'), path('s g a'), path('g r z'));
    const p = (await drive(keyed)).start({ consultation: { id: 'c1' } });
    send(send(p, 'other', 5, 'keyed', 'c2'), 'mine', 5, 'keyed', 'c1');
    expect([p.tokens, Object.keys(p.variables)]).toEqual([
      ['a', 'z'],
      ['consultation', 'mine'],
    ]);
  });

  it('reaches a boundary event as soon as its activity begins', async () => {
    const late = bpmn('p', start(), user('a'), user('b'), boundary('m', 'b', message('reply')), user('z'), path('s a b'), path('m z'));
    expect(send((await drive(late)).start(), 'x', 5).complete('a').tokens).toEqual(['z']);
  });

  it('is rejected where too many are kept', async () => {
    const p = (await drive(model)).start();
    for (let index = 0; index < 100; index += 1) expect(send(p, `m${index}`, 5).last?.rejected).toBeNull();
    expect(send(p, 'more', 5).last?.rejected).toBe('no-subscription');
  });
});
