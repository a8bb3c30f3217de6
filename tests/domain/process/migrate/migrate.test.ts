import { describe, expect, it } from 'vitest';
import { load } from '../../../../domain/process/load.ts';
import { planMigration } from '../../../../domain/process/migrate/plan.ts';
import { mappingOf, proposeMapping } from '../../../../domain/process/migrate/propose.ts';
import type { Graph, State } from '../../../../domain/process/types.ts';
import { Driven } from '../drive.ts';
import { boundary, bpmn, element, end, eventSub, gateway, message, path, publish, script, start, sub, timer, user } from '../model.ts';

async function graphOf(...parts: string[]): Promise<Graph> {
  const { graph, findings } = await publish({ p: bpmn('p', ...parts) });
  if (!graph) throw new Error(JSON.stringify(findings));
  return graph;
}

const between = (from: Graph, to: Graph) => new Driven(new Map([from, to].map((one) => [one.hash, load(one)])), from.hash);

/** Moves what runs by the proposal, with corrections by hand. */
function migrate(p: Driven, from: Graph, to: Graph, corrections: Record<string, string> = {}) {
  const elements = { ...mappingOf(proposeMapping(from, to)), ...corrections };
  return p.say({ type: 'migrate', from: from.hash, to: to.hash, elements });
}

const called = (id: string, name: string) => element('userTask', id, '<zeebe:userTask/>').replace(`name="${id}"`, `name="${name}"`);

describe('the proposed mapping', () => {
  it('goes by id, then by name, then by place, and leaves open what fits nothing', async () => {
    const from = await graphOf(start(), user('a'), called('b', 'Check'), user('c'), user('d'), end(), path('s a b c d e'));
    const to = await graphOf(start(), user('a'), called('b2', 'Check'), user('c2'), end(), path('s a b2 c2 e'));
    const proposed = Object.fromEntries(proposeMapping(from, to).map(({ element, to, why }) => [element, [to, why]]));
    expect(proposed).toEqual({ s: ['s', 'id'], a: ['a', 'id'], b: ['b2', 'name'], c: [null, null], d: [null, null], e: ['e', 'id'] });
    const renamed = await graphOf(start(), user('a'), called('b', 'Check'), user('c2'), user('d'), end(), path('s a b c2 d e'));
    expect(proposeMapping(from, renamed).find(({ element }) => element === 'c')).toMatchObject({ to: 'c2', why: 'place' });
  });

  it('proposes nothing where the same id has become another kind, or a name stands twice', async () => {
    const from = await graphOf(start(), user('a'), called('b', 'Check'), end(), path('s a b e'));
    const to = await graphOf(start(), script('a', '1', 'x'), called('b1', 'Check'), called('b2', 'Check'), end(), path('s a b1 b2 e'));
    expect(mappingOf(proposeMapping(from, to))).toEqual({ s: 's', e: 'e' });
  });
});

describe('a migration', () => {
  it('keeps task, variables and due times under the new element, and goes on by the new version', async () => {
    const from = await graphOf(
      start(),
      user('a'),
      boundary('t', 'a', timer('PT4H'), false),
      user('late'),
      end(),
      path('s a e'),
      path('t late'),
    );
    const to = await graphOf(
      start(),
      called('a2', 'a'),
      boundary('t', 'a2', timer('PT8H'), false),
      user('late'),
      user('more'),
      end(),
      path('s a2 more e'),
      path('t late'),
    );
    const p = between(from, to).start({ n: 1 });
    p.pass(1);
    expect(migrate(p, from, to).rejected).toBeNull();
    expect(p.said('relocate')).toMatchObject([{ activation: 'a2', element: 'a2', name: 'a', graph: to.hash }]);
    expect([p.said('create-task').length, p.said('cancel-task').length]).toEqual([1, 0]);
    // Armed before the migration: the four hours go on.
    expect(p.pass(3).tokens).toEqual(['a2', 'late']);
    expect(p.complete('a2').tokens).toEqual(['late', 'more']);
    expect(p.variables).toEqual({ n: 1 });
  });

  it('arms the boundary events that are new and ends those that are gone', async () => {
    const from = await graphOf(start(), user('a'), boundary('gone', 'a', message('reply'), false), user('b'), path('s a'), path('gone b'));
    const to = await graphOf(start(), user('a'), boundary('new', 'a', timer('PT1H'), false), user('b'), path('s a'), path('new b'));
    const p = between(from, to).start();
    expect(migrate(p, from, to).rejected).toBeNull();
    expect([p.position().messages, p.position().timers.map(({ element }) => element)]).toEqual([[], ['new']]);
    expect(p.pass(1).tokens).toEqual(['a', 'b']);
    expect(p.complete('a').position().timers).toEqual([]);
  });

  it('does not begin again what has fired its last time', async () => {
    const parts = [start(), user('a'), boundary('t', 'a', timer('PT1H'), false), element('task', 'n'), path('s a'), path('t n')];
    const [from, to] = [await graphOf(...parts), await graphOf(...parts, user('b'), path('a b'))];
    const p = between(from, to).start().pass(2);
    migrate(p, from, to);
    expect(p.position().timers).toEqual([]);
  });

  it('arms what guards a scope: event sub-processes and the events behind a gateway', async () => {
    const inner = (...more: string[]) => sub('x', start('s1'), user('a'), path('s1 a'), ...more);
    const from = await graphOf(start(), inner(), path('s x'));
    const guard = eventSub('g', element('startEvent', 'gs', '', timer('PT1H'), 'isInterrupting="false"'), user('b'), path('gs b'));
    const to = await graphOf(start(), inner(guard), path('s x'));
    const p = between(from, to).start();
    migrate(p, from, to);
    expect(p.pass(1).tokens).toEqual(['a', 'b', 'g', 'x']);
    expect(p.complete('a').complete('b').status).toBe('completed');
  });

  it('lets a token enter where its element has become another kind', async () => {
    const from = await graphOf(start(), user('a'), user('b'), end(), path('s a b e'));
    const to = await graphOf(start(), script('a', '1', 'x'), user('b'), end(), path('s a b e'));
    const p = between(from, to).start();
    expect(migrate(p, from, to).rejected).toBe('no-target');
    expect(migrate(p, from, to, { a: 'a' }).rejected).toBeNull();
    expect([p.tokens, p.variables, p.said('cancel-task').length]).toEqual([['b'], { x: 1 }, 1]);
  });

  it('is refused where a token has no place, and the request stays as it is', async () => {
    const from = await graphOf(start(), user('a'), user('b'), end(), path('s a b e'));
    const to = await graphOf(start(), user('b'), end(), path('s b e'));
    const p = between(from, to).start();
    const before = JSON.stringify(p.state);
    expect(migrate(p, from, to).rejected).toBe('no-target');
    expect(JSON.stringify(p.state)).toBe(before);
    expect(migrate(p, from, to, { a: 'b' }).rejected).toBeNull();
    expect(p.complete('b').status).toBe('completed');
  });

  it('names every obstacle with its token', async () => {
    const from = await graphOf(
      start(),
      gateway('parallel', 'g'),
      user('a'),
      sub('x', start('s1'), user('b'), path('s1 b')),
      path('s g a'),
      path('g x'),
    );
    const to = await graphOf(start(), user('b'), user('c'), path('s b c'));
    const p = between(from, to).start();
    const obstacles = planMigration(p.state as State, from, to, { a: 'nowhere', x: 'c', b: 'b' }).obstacles;
    expect(obstacles.map(({ element, code }) => `${code}@${element}`).toSorted()).toEqual([
      'kind-changed@x',
      'scope-changed@b',
      'target-unknown@nowhere',
    ]);
    expect(planMigration(p.state as State, to, from, {}).obstacles).toMatchObject([{ code: 'not-in-version' }]);
  });

  it('is taken back to the very state before, as long as nothing has happened', async () => {
    const from = await graphOf(start(), user('a'), boundary('t', 'a', timer('PT4H')), user('b'), path('s a'), path('t b'));
    const to = await graphOf(start(), user('a2'), user('b'), path('s a2 b'));
    const p = between(from, to).start();
    const before = p.state as State;
    migrate(p, from, to, { a: 'a2' });
    expect(p.position().timers).toEqual([]);
    expect(p.say({ type: 'restore', state: before }).rejected).toBeNull();
    expect(p.state).toEqual(before);
    migrate(p, from, to, { a: 'a2' });
    p.complete('a2');
    expect(p.say({ type: 'restore', state: before }).rejected).toBe('not-restorable');
  });
});

describe('an operator', () => {
  it('moves a token within its scope, and what guarded it ends', async () => {
    const from = await graphOf(
      start(),
      user('a'),
      boundary('t', 'a', timer('PT4H')),
      user('b'),
      sub('x', start('s1'), user('c'), path('s1 c')),
      path('s a x'),
      path('t b'),
    );
    const p = between(from, from).start();
    const activation = p.position().tasks[0]?.activation ?? '';
    expect(p.say({ type: 'move-token', activation, element: 'c' }).rejected).toBe('scope-changed');
    expect(p.say({ type: 'move-token', activation, element: 't' }).rejected).toBe('target-unknown');
    expect(p.say({ type: 'move-token', activation: 'a99', element: 'b' }).rejected).toBe('not-waiting');
    p.say({ type: 'move-token', activation, element: 'b' });
    expect([p.tokens, p.position().timers, p.said('cancel-task').length]).toEqual([['b'], [], 1]);
    expect(p.complete('b').status).toBe('completed');
  });

  it('sets variables where they are known, and skips an incident with what its element would have given', async () => {
    const from = await graphOf(start(), user('a'), path('s a'));
    const p = between(from, from).start({ n: 'no number' });
    p.say({ type: 'set-variables', activation: null, variables: { n: 3 } });
    expect(p.variables).toMatchObject({ n: 3 });
    const broken = await graphOf(
      start(),
      gateway('exclusive', 'g'),
      user('b'),
      `<bpmn:sequenceFlow id="g_b" sourceRef="g" targetRef="b"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=ready</bpmn:conditionExpression></bpmn:sequenceFlow>`,
      path('s g'),
    );
    const q = between(broken, broken).start();
    expect(q.incidents).toEqual(['CONDITION_ERROR@g']);
    const activation = q.position().incidents[0]?.activation ?? '';
    q.say({ type: 'skip', activation, variables: { ready: true } });
    expect([q.tokens, q.incidents, q.said('close-incident').length]).toEqual([['b'], [], 1]);
    expect(q.say({ type: 'skip', activation, variables: {} }).rejected).toBe('no-incident');
  });
});
