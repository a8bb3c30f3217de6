import { afterAll, describe, expect, it } from 'vitest';
import { createInterpreter, InterpreterOverrun } from '../../../activities/interpreter/interpreter.ts';
import { position } from '../../../domain/process/position.ts';
import type { Graph, State } from '../../../domain/process/types.ts';
import { bpmn, end, path, publish, script, start, user } from '../../domain/process/model.ts';

const interpreter = createInterpreter();
afterAll(() => interpreter.stop());

const at = '2026-11-23T09:00:00.000Z';
let events = 0;
const begin = (graph: Graph, state: State | null = null) =>
  interpreter.interpret(() => Promise.resolve(graph), state, { id: `e${++events}`, at, type: 'start', graph: graph.hash, variables: {} });

async function compiled(process: string, model: string): Promise<Graph> {
  const { graph, findings } = await publish({ [process]: model });
  if (!graph) throw new Error(JSON.stringify(findings));
  return graph;
}

/** Within the engine's count of steps, but each of them is long: half a minute. */
const timeBomb = 'count(for a in 1..900000 return @"2026-01-01T00:00:00@Europe/Vienna".time offset)';
const bombed = (expression: string) =>
  compiled('bomb', bpmn('bomb', start(), script('calm', '1', 'x'), script('boom', expression, 'y'), end(), path('s calm boom e')));
const plain = () => compiled('plain', bpmn('plain', start(), user('work'), end(), path('s work e')));

// A thread takes its time to start where the machine is busy.
describe('the interpreter thread', { timeout: 30_000 }, () => {
  it('is killed when an expression explodes, names the element in hand, and the next call gets a new one', async () => {
    const error = await begin(await bombed(timeBomb)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InterpreterOverrun);
    expect((error as InterpreterOverrun).element).toBe('boom');
    const { state } = await begin(await plain());
    expect(position(state).tasks).toMatchObject([{ element: 'work' }]);
  });

  it('is killed after a quarter of a second of its own time, and other calls do not wait for it', async () => {
    const bomb = await bombed(timeBomb);
    const work = await plain();
    await Promise.all([begin(work), begin(work)]);
    const from = performance.now();
    const exploded = begin(bomb).catch((thrown: unknown) => (thrown as Error).message);
    let others = 0;
    while (others < 20) others += (await begin(work)).rejected === null ? 1 : 0;
    const waited = performance.now() - from;
    expect(await exploded).toContain('took more than 250 ms');
    expect(performance.now() - from).toBeGreaterThan(waited);
  });

  it('fails, and does not ask for ever, where a graph cannot be loaded', async () => {
    const graph = await plain();
    const decision = { id: 'wrong', name: '', variable: 'wrong', requires: [], inputs: [] };
    const broken = { ...graph, decisions: { wrong: { ...decision, logic: { type: 'expression', feel: '1 +' } } } } as unknown as Graph;
    await expect(begin({ ...broken, hash: 'broken' })).rejects.toThrow('The interpreter failed.');
    expect((await begin(graph)).rejected).toBeNull();
  });

  it('answers calls that come at once', async () => {
    const graph = await plain();
    const all = await Promise.all(Array.from({ length: 50 }, () => begin(graph)));
    expect(new Set(all.map(({ state }) => position(state).tasks.length))).toEqual(new Set([1]));
  });
});
