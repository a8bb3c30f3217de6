import { expect, it } from 'vitest';
import type { Variables } from '../../../domain/process/types.ts';
import { type Driven, drive } from './drive.ts';
import { bpmn, element, end, gateway, path, script, start, user } from './model.ts';

const call = (id: string, process: string, attributes = '') =>
  element('callActivity', id, `<zeebe:calledElement processId="${process}" ${attributes}/>`);
const called = bpmn('called', start(), user('ask'), script('read', '=text', 'seen'), end(), path('s ask read e'));
const between = bpmn('between', start(), call('inner', 'called'), end(), path('s inner e'));
const text = 'x'.repeat(1000);

/** What the called process sees of a variable once its task is done. */
function seen(p: Driven, variables: Variables = {}): unknown {
  p.complete('ask', variables);
  return p.variables['seen'];
}

it('what a called process took over is kept once', async () => {
  const caller = bpmn('p', start(), call('outer', 'between'), end(), path('s outer e'));
  const p = (await drive({ called, between, p: caller })).start({ text, list: [text] });
  expect(JSON.stringify(p.state).length).toBeLessThan(3 * text.length);
  expect(seen(p)).toBe(text);
  expect([p.status, p.variables]).toEqual(['completed', { text, list: [text], seen: text }]);
});

it('and a called process sees what its caller had at the call, whatever happens there since', async () => {
  const caller = bpmn(
    'p',
    start(),
    gateway('parallel', 'g'),
    call('outer', 'between'),
    user('change'),
    end(),
    path('s g outer e'),
    path('g change e'),
  );
  const p = (await drive({ called, between, p: caller })).start({ text });
  p.complete('change', { text: 'new', more: 1 });
  expect(p.variables).toEqual({ text: 'new', more: 1 });
  expect(seen(p)).toBe(text);
  expect(p.status).toBe('completed');
});

it('nor does the caller see what the called process changes, before that has ended', async () => {
  const caller = bpmn('p', start(), call('outer', 'called'), end(), path('s outer e'));
  const p = (await drive({ called, p: caller })).start({ text });
  expect(p.variables).toEqual({ text });
  expect(seen(p, { text: 'other' })).toBe('other');
  expect(p.variables).toEqual({ text: 'other', seen: 'other' });
});
