import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { bpmn, codes, element, end, error, mapping, message, path, start, user } from './model.ts';

const note = '<zeebe:taskDefinition type="note"/>';
const definition = (name: string) => message(name);

describe.each([
  ['intermediateThrowEvent', (extensions: string, name: string) => element('intermediateThrowEvent', 'm', extensions, definition(name))],
  ['endEvent', (extensions: string, name: string) => element('endEvent', 'm', extensions, definition(name))],
  ['sendTask', (extensions: string, name: string) => element('sendTask', 'm', extensions, '', `messageRef="m_${name}"`)],
])('a message sent by %s', (type, sending) => {
  const model = (extensions: string, name = 'keyed') =>
    type === 'endEvent'
      ? bpmn('p', start(), sending(extensions, name), path('s m'))
      : bpmn('p', start(), sending(extensions, name), end(), path('s m e'));

  it('is the work of a step type where one is chosen', async () => {
    const p = (await drive(model(note + mapping({ text: '=greeting' }, { said: '=result' })))).start({ greeting: 'hi' });
    expect(p.said('run-step')).toMatchObject([{ element: 'm', step: 'note', input: { text: 'hi' } }]);
    expect([p.status, p.complete('m', { result: 7 }).status, p.variables]).toEqual(['running', 'completed', { greeting: 'hi', said: 7 }]);
  });

  it('goes out by itself with its key and with what is mapped, else', async () => {
    const p = (await drive(model(mapping({ sum: '=amount' })))).start({ amount: 5, secret: 1, consultation: { id: 'c7' } });
    expect(p.said('publish-message')).toMatchObject([{ name: 'keyed', key: 'c7', variables: { sum: 5 } }]);
    expect(p.status).toBe('completed');
    expect((await drive(model(''))).start({ secret: 1, consultation: { id: 'c7' } }).said('publish-message')).toMatchObject([
      { variables: {} },
    ]);
  });

  it('stops with an incident where the key is missing, and goes out on retry', async () => {
    const p = (await drive(model(''))).start();
    expect(p.incidents).toEqual(['EXTRACT_VALUE_ERROR@m']);
    expect(p.retry('m', { consultation: { id: 3 } }).said('publish-message')).toMatchObject([{ key: '3' }]);
  });

  it('is warned about without a key', async () => {
    expect(await codes(model('', 'reply'))).toEqual(['message-keyless@m']);
  });
});

it('is refused without message and step, and a step is refused where nothing is sent', async () => {
  const sends = (type: string, inner = '') => bpmn('p', start(), element(type, 'm', '', inner), end(), path('s m e'));
  expect(await codes(sends('sendTask'))).toContain('step-missing@m');
  expect(await codes(sends('intermediateThrowEvent', '<bpmn:messageEventDefinition/>'))).toContain('step-missing@m');
  const idle = (type: string, inner: string) => bpmn('p', start(), user('a'), element(type, 'm', note, inner), path('s a m'));
  expect(await codes(idle('intermediateThrowEvent', ''))).toContain('step-misplaced@m');
  expect(await codes(idle('endEvent', error('gone')))).toContain('step-misplaced@m');
});
