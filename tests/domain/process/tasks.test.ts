import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { boundary, bpmn, element, end, mapping, path, script, service, start, timer, user } from './model.ts';

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
