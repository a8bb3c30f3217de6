import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineState } from '../../../domain/process/state.ts';
import type { EngineEvent } from '../../../domain/process/types.ts';
import { type Driven, drive } from './drive.ts';
import { build, shape } from './random-process.ts';
import { bpmn, element, end, gateway, path, service, start, user } from './model.ts';

/** A number picks what happens next among all that could; some of it fits nothing. */
function act(p: Driven, choice: number): void {
  const { timers, tasks, steps, messages, signals, incidents, tokens } = p.position();
  const acts: (() => unknown)[] = [
    ...tasks.map(
      ({ activation }) =>
        () =>
          p.say({ type: 'task-completed', activation, variables: { n: choice % 7 } }),
    ),
    ...steps.flatMap(({ activation }) => [
      () => p.say({ type: 'step-completed', activation, variables: {} }),
      () => p.say({ type: 'step-error', activation, code: choice % 2 ? 'gone' : 'odd', message: 'x', variables: {} }),
      () => p.say({ type: 'step-failed', activation, code: 'DOWN', message: 'x' }),
    ]),
    ...timers.map(({ id, firing, at }) => () => {
      p.now = Math.max(p.now, Date.parse(at));
      return p.say({ type: 'timer', timer: id, firing });
    }),
    ...messages.map(
      ({ name, key }) =>
        () =>
          p.say({ type: 'message', name, key, variables: { n: choice % 5 } }),
    ),
    ...signals.slice(0, 1).map(
      ({ name }) =>
        () =>
          p.say({ type: 'signal', name, variables: {} }),
    ),
    ...incidents.flatMap(({ activation }) => [
      () => p.say({ type: 'retry', activation, variables: { n: 0 } }),
      () => p.say({ type: 'skip', activation, variables: { n: 1 } }),
    ]),
    ...tokens.slice(0, 2).map(
      ({ activation, element }) =>
        () =>
          p.say({ type: 'move-token', activation, element }),
    ),
    () =>
      p.say({ type: 'migrate', from: p.root, to: p.root, elements: Object.fromEntries(tokens.map(({ element }) => [element, element])) }),
    () => p.say({ type: 'set-variables', activation: null, variables: { n: choice % 3 } }),
    ...tokens.slice(0, 1).map(
      ({ activation }) =>
        () =>
          p.say({ type: 'task-completed', activation, variables: {} }),
    ),
    () => p.say({ type: 'step-completed', activation: '__proto__', variables: {} }),
    () => p.say({ type: 'timer', timer: 'a1:t', firing: 1 }),
    () => p.say({ type: 'start', graph: p.root, variables: {} }),
  ];
  acts[choice % acts.length]?.();
  for (let n = 0; p.last?.more && n < 50; n += 1) p.say({ type: 'continue' });
}

/** What must hold of a state at rest, whatever happened. */
function expectSound(p: Driven): void {
  const state = p.state as EngineState;
  const open = new Map<string, number>();
  for (const [id, { scope, of, by, loop, n }] of Object.entries(state.on)) {
    if (scope !== undefined) expect(state.on[scope], `${id} lies in a scope that is gone`).toBeDefined();
    if (of !== undefined) expect(state.on[of], `${id} listens for nothing`).toBeDefined();
    if (by !== undefined) expect(state.on[by]?.undo, `${id} undoes for nobody`).toBeDefined();
    if (n !== undefined) expect(state.on[scope ?? '']?.loop?.started, `${id} is in no loop`).toBeGreaterThanOrEqual(n);
    if (typeof loop?.total === 'number') expect(loop.started, id).toBeLessThanOrEqual(loop.total);
    if (scope !== undefined && of === undefined) open.set(scope, (open.get(scope) ?? 0) + 1);
  }
  for (const [, scope] of state.queue) open.set(scope, (open.get(scope) ?? 0) + 1);
  for (const [id, held] of Object.entries(state.on)) if (held.open !== undefined) expect(held.open, id).toBe(open.get(id) ?? 0);
  const { timers, tasks, steps, messages, signals, incidents, tokens } = p.position();
  const reasons = [timers, tasks, steps, messages, signals, incidents].reduce((sum, { length }) => sum + length, 0);
  if (state.status !== 'running') expect([reasons, tokens, state.on]).toEqual([0, [], {}]);
  else {
    // A parallel join may wait for ever for a branch that ended elsewhere, by an error that was caught; an inclusive one never does.
    const stuck = Object.values(state.on).some(({ arrived, element }) => arrived && !element.startsWith('or'));
    expect(stuck || reasons > 0, 'running, but nothing to wait for').toBe(true);
  }
  const asked = p.commands.filter(({ type }) => type === 'create-task').length;
  const gone = p.commands.filter(({ type }) => type === 'cancel-task').length;
  expect(asked - gone).toBeGreaterThanOrEqual(tasks.length);
}

describe('any process, any events', () => {
  it('stays sound, survives JSON, is the same twice, and ends with nothing left to wait for', async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.array(fc.nat(10_000), { maxLength: 40 }), async (root, choices) => {
        const model = build(root);
        const [p, q] = [await drive(model), await drive(model)];
        for (const one of [p, q]) {
          one.start({ n: 1, undone: [] });
          expectSound(one);
          for (const choice of choices) {
            if (one.status !== 'running') break;
            act(one, choice);
            expectSound(one);
          }
        }
        expect(q.state).toEqual(p.state);
        expect(q.commands).toEqual(p.commands);
        expect(q.trail).toEqual(p.trail);
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('comes to the same end however often it is interrupted by the element limit', async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.integer({ min: 1, max: 4 }), async (root, elements) => {
        const model = build(root);
        const whole = (await drive(model)).start({ n: 1, undone: [] });
        const bits = await drive(model);
        bits.say({ type: 'start', graph: bits.root, variables: { n: 1, undone: [] } }, { elements });
        for (let n = 0; bits.last?.more && n < 500; n += 1) bits.say({ type: 'continue' }, { elements });
        expect(bits.state).toEqual(whole.state);
        expect(bits.trail).toEqual(whole.trail);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('never throws on events in any order', async () => {
    const p = await drive(
      bpmn(
        'p',
        start(),
        gateway('parallel', 'g'),
        user('a'),
        service('b'),
        element('receiveTask', 'c', '', '', 'messageRef="m_keyed"'),
        end(),
        path('s g a e'),
        path('g b e'),
        path('g c e'),
      ),
    );
    const activation = fc.constantFrom('a0', 'a1', 'a2', 'a3', 'a4', 'a5', '', '__proto__', 'a5:t');
    const variables = fc.dictionary(
      fc.constantFrom('n', 'consultation', '__proto__', 'constructor'),
      // Events come out of JSON, where zero has no sign.
      fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as never),
    );
    const event = fc.oneof(
      fc.record({ type: fc.constant('start'), graph: fc.constant(p.root), variables }),
      fc.record({ type: fc.constantFrom('task-completed', 'step-completed', 'retry', 'skip', 'set-variables'), activation, variables }),
      fc.record({ type: fc.constant('move-token'), activation, element: fc.constantFrom('a', 'b', 's', '__proto__') }),
      fc.record({
        type: fc.constant('migrate'),
        from: fc.constant(p.root),
        to: fc.constant(p.root),
        elements: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.constantFrom('a', 'b', 'e', 's', '__proto__')),
      }),
      fc.record({ type: fc.constantFrom('step-error', 'step-failed'), activation, code: fc.string(), message: fc.string(), variables }),
      fc.record({ type: fc.constant('timer'), timer: activation, firing: fc.nat(3) }),
      fc.record({ type: fc.constant('message'), name: fc.constantFrom('keyed', 'x'), key: fc.constantFrom(null, 'k'), variables }),
      fc.record({ type: fc.constant('process-resolved'), activation, graph: fc.constantFrom(null, p.root) }),
      fc.record({ type: fc.constantFrom('continue', 'nonsense') }),
      fc.record({ type: fc.constant('overrun'), element: fc.constantFrom('a', 'b', 'e'), message: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        p.state = null;
        for (const one of events) p.say(one as unknown as EngineEvent);
      }),
      { numRuns: 300 },
    );
  });
});
