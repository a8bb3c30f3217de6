import { describe, expect, it } from 'vitest';
import { startsOf } from '../../../domain/process/starts.ts';
import { drive } from './drive.ts';
import { bpmn, codes, element, end, mapping, message, path, publish, signal, start, timer, user } from './model.ts';

const begin = (id: string, definition: string, extensions = '') => element('startEvent', id, extensions, definition);
const at = '2026-03-02T08:00:00.000Z';

describe('a process with several starts', () => {
  const model = bpmn(
    'p',
    start(),
    begin('m', message('reply'), mapping({}, { said: '=text' })),
    begin('t', timer('0 0 9 * * MON-FRI', 'timeCycle')),
    user('a'),
    user('b'),
    user('c'),
    path('s a'),
    path('m b'),
    path('t c'),
  );

  it('says what begins it from outside', async () => {
    const { graph } = await publish({ p: model });
    expect(graph && startsOf(graph, at)).toMatchObject([
      { element: 'm', on: { type: 'message', name: 'reply' } },
      { element: 't', on: { type: 'timer', timer: { at: '2026-03-02T09:00:00.000Z' } } },
    ]);
  });

  it('begins by the one that is named, with what that brings, else by the one without a trigger', async () => {
    const p = await drive(model);
    p.say({ type: 'start', graph: p.root, variables: { number: 1 }, from: { element: 'm', variables: { text: 'hi' } } });
    expect([p.tokens, p.variables]).toEqual([['b'], { number: 1, said: 'hi' }]);
    expect((await drive(model)).start().tokens).toEqual(['a']);
  });

  it('stops with an incident where nothing of that kind is drawn', async () => {
    const p = await drive(model);
    p.say({ type: 'start', graph: p.root, variables: {}, from: { element: 'a', variables: {} } });
    expect(p.incidents).toEqual(['START_EVENT_MISSING@p']);
    const only = await drive(bpmn('p', begin('m', message('reply')), user('b'), path('m b')));
    expect(only.start().incidents).toEqual(['START_EVENT_MISSING@p']);
  });

  it('begins by a signal too', async () => {
    const { graph } = await publish({ p: bpmn('p', begin('g', signal('bell')), end(), path('g e')) });
    expect(graph && startsOf(graph, at)).toMatchObject([{ element: 'g', on: { type: 'signal', name: 'bell' } }]);
  });

  it('leaves out a date that has passed', async () => {
    const { graph } = await publish({ p: bpmn('p', begin('t', timer('2026-03-01', 'timeDate')), end(), path('t e')) });
    expect(graph && startsOf(graph, at)).toEqual([]);
    expect(graph && startsOf(graph, '2026-02-01T00:00:00.000Z')).toMatchObject([{ on: { timer: { at: '2026-03-01T00:00:00.000Z' } } }]);
  });

  it('is refused with two starts for one message, with a duration, with variables, and with two without trigger', async () => {
    const found = (...starts: string[]) => codes(bpmn('p', ...starts, end(), path('m e'), starts[1] ? path('n e') : ''));
    expect(await found(begin('m', message('reply')), begin('n', message('reply')))).toContain('start-double@n');
    expect(await found(begin('m', timer('PT1H')))).toContain('timer-start@m');
    expect(await found(begin('m', timer('=deadline', 'timeDate')))).toContain('start-variables@m');
    expect(await found(start('m'), start('n'))).toContain('start-event@p');
    expect(await found(begin('m', message('reply')), begin('n', timer('R/PT1H', 'timeCycle')))).toEqual([]);
  });

  it('cannot be called where nothing in it begins by itself', async () => {
    const models = {
      q: bpmn('q', begin('m', message('reply')), end(), path('m e')),
      p: bpmn('p', start(), element('callActivity', 'a', '<zeebe:calledElement processId="q"/>'), end(), path('s a e')),
    };
    expect((await publish(models)).findings.map(({ code, element: id }) => `${code}@${id}`)).toEqual(['call-no-start@a']);
  });
});
