import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { boundary, bpmn, element, end, mapping, message, path, script, service, start, user } from './model.ts';

const kilobytes = (count: number) => 'ä'.repeat((count * 1024) / 2);
const one = (host: string) => bpmn('p', start(), host, user('b'), path('s a b'));

describe('a value of more than 256 KB', () => {
  it('stops the task that it is the result of, and is not kept; the task begins anew on retry', async () => {
    const p = (await drive(one(user('a')))).start().complete('a', { text: kilobytes(257) });
    expect([p.incidents, p.position().tasks]).toEqual([['MESSAGE_SIZE_EXCEEDED@a'], []]);
    expect(JSON.stringify(p.state).length).toBeLessThan(1000);
    expect(p.retry('a').complete('a', { text: kilobytes(255) }).tokens).toEqual(['b']);
  });

  it('stops the step that gives it, the mapping that makes it, and the event that brings it', async () => {
    expect((await drive(one(service('a')))).start().complete('a', { list: [kilobytes(200), kilobytes(100)] }).incidents).toEqual([
      'MESSAGE_SIZE_EXCEEDED@a',
    ]);
    const grown = script('a', 'string join(for i in 1..300 return part)', 'text');
    expect((await drive(one(grown))).start({ part: kilobytes(1) }).incidents).toEqual(['MESSAGE_SIZE_EXCEEDED@a']);
    const mapped = service('a', 'note', mapping({ text: '=string join(for i in 1..300 return part)' }));
    expect((await drive(one(mapped))).start({ part: kilobytes(1) }).incidents).toEqual(['MESSAGE_SIZE_EXCEEDED@a']);
    const receiving = element('receiveTask', 'a', '', '', 'messageRef="m_reply"');
    const received = (await drive(one(receiving))).start().message('reply', { text: kilobytes(300) });
    expect(received.incidents).toEqual(['MESSAGE_SIZE_EXCEEDED@a']);
    const caught = bpmn('p', start(), user('a'), boundary('m', 'a', message('reply')), user('z'), end(), path('s a e'), path('m z'));
    const p = (await drive(caught)).start().message('reply', { text: kilobytes(300) });
    expect([p.incidents, p.retry('m').tokens]).toEqual([['MESSAGE_SIZE_EXCEEDED@m'], ['z']]);
  });

  it('is rejected where nothing can hold an incident yet', async () => {
    const p = await drive(one(user('a')));
    p.say({ type: 'start', graph: p.root, variables: { text: kilobytes(300) } });
    expect(p.last?.rejected).toBe('MESSAGE_SIZE_EXCEEDED');
    expect(p.start().tokens).toEqual(['a']);
    p.complete('a', { text: kilobytes(300) });
    expect(p.retry('a', { text: kilobytes(300) }).last?.rejected).toBe('MESSAGE_SIZE_EXCEEDED');
    expect(p.incidents).toEqual(['MESSAGE_SIZE_EXCEEDED@a']);
  });
});

it('a scope of more than 1 MB stops the element that fills it', async () => {
  const variables = Object.fromEntries(['k', 'l', 'm', 'n'].map((name) => [name, kilobytes(240)]));
  const p = (await drive(one(user('a')))).start(variables).complete('a', { o: kilobytes(100) });
  expect(p.incidents).toEqual(['MESSAGE_SIZE_EXCEEDED@a']);
  expect(Object.keys(p.variables)).toEqual(['k', 'l', 'm', 'n']);
  expect(p.retry('a', { k: null }).complete('b').incidents).toEqual([]);
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`v${index}`, kilobytes(2)]));
  expect((await drive(one(user('a')))).start().complete('a', many).incidents).toEqual(['MESSAGE_SIZE_EXCEEDED@a']);
});
