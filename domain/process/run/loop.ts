import type { Loop } from '../graph.ts';
import type { Activation, LoopState } from '../state.ts';
import type { ActivationId, Json, Variables } from '../types.ts';
import { condition, json } from './evaluate.ts';
import { activation, elementOf, Fault, send, type Run } from './run.ts';

/** Instances that are open at once fill the state; those that come one after the other only take their time. */
const MOST = { parallel: 1_000, sequential: 10_000 };

type Many = Exclude<Loop, { mode: 'standard' }>;

/** Opens the body of a loop or multi-instance activity and sends it its first instances. Whether there are any. @throws Fault */
export function openLoop(run: Run, id: ActivationId, loop: Loop): boolean {
  const body = activation(run, id);
  const made = loop.mode === 'standard' ? standard(run, id, loop) : many(run, id, loop);
  const first = loop.mode === 'parallel' ? (made.total ?? 0) : Math.min(made.total ?? 1, 1);
  body.loop = made;
  body.open = 0;
  for (let n = 0; n < first; n += 1) send(run, body.element, id, null);
  return first > 0;
}

/** What the next instance in a body begins with: its number and its own variables. */
export function nextInstance(run: Run, id: ActivationId): Required<Pick<Activation, 'n' | 'vars'>> {
  const [loop, state] = loopOf(run, id);
  const n = state.started + 1;
  const [item = null, ...items] = state.items ?? [];
  activation(run, id).loop = { ...state, started: n, ...(state.items ? { items } : {}) };
  if (loop.mode === 'standard') return { n, vars: { loopCounter: n } };
  return {
    n,
    vars: {
      loopCounter: n,
      ...(loop.outputLocal === null ? {} : { [loop.outputLocal]: null }),
      ...(loop.item === null ? {} : { [loop.item]: item }),
    },
  };
}

/** Counts an instance that is done, and sends a sequential body its next one. Whether the body is done. @throws Fault, before anything changes */
export function countInstance(run: Run, id: ActivationId, body: ActivationId): boolean {
  const [loop, before] = loopOf(run, body);
  const { n = 0, terminated } = activation(run, id);
  const state = { ...before, ...(terminated ? { terminated: (before.terminated ?? 0) + 1 } : { completed: before.completed + 1 }) };
  if (loop.mode !== 'standard' && loop.output && state.outputs) {
    state.outputs = state.outputs.with(n - 1, json(run, id, loop.output.element));
  }
  const over = isOver(run, id, loop, state);
  activation(run, body).loop = state;
  if (!over && loop.mode !== 'parallel') send(run, activation(run, body).element, body, null);
  return over;
}

/** What a body gives when it is done: its output collection. */
export function collected(run: Run, id: ActivationId): Variables {
  const [loop, { outputs = [] }] = loopOf(run, id);
  return loop.mode === 'standard' || !loop.output ? {} : { [loop.output.collection]: outputs };
}

/** The variables that an instance has by its loop alone, before its input mappings. */
export function instanceVariables(run: Run, id: ActivationId): Variables | undefined {
  const { n, vars = {} } = activation(run, id);
  if (n === undefined) return undefined;
  const { loop } = elementOf(run, id);
  const { item = null, outputLocal = null } = loop?.mode === 'standard' ? {} : (loop ?? {});
  return Object.fromEntries(Object.entries(vars).filter(([name]) => [item, outputLocal, 'loopCounter'].includes(name)));
}

function standard(run: Run, id: ActivationId, { before, condition: wanted, maximum }: Extract<Loop, { mode: 'standard' }>): LoopState {
  const runs = !before || wanted === null || condition(run, id, wanted, 'loop condition', { loopCounter: 0 });
  return { total: runs ? maximum : 0, started: 0, completed: 0 };
}

function many(run: Run, id: ActivationId, { mode, cardinality, collection, item, output }: Many): LoopState {
  const items = collection ? list(json(run, id, collection)) : null;
  const total = items ? items.length : cardinality ? count(json(run, id, cardinality)) : 0;
  if (total > MOST[mode]) throw new Fault('EXTRACT_VALUE_ERROR', `${total} instances: at most ${MOST[mode]} are possible in ${mode} mode`);
  return {
    total,
    started: 0,
    completed: 0,
    ...(items && item !== null ? { items } : {}),
    ...(output ? { outputs: Array.from<Json>({ length: total }).fill(null) } : {}),
  };
}

function isOver(run: Run, id: ActivationId, loop: Loop, state: LoopState): boolean {
  const { total, completed, terminated = 0 } = state;
  const done = completed + terminated;
  if (loop.mode === 'standard') {
    if (total !== null && done >= total) return true;
    return loop.condition !== null && !condition(run, id, loop.condition, 'loop condition', { loopCounter: done });
  }
  const numbers = {
    numberOfInstances: total ?? 0,
    numberOfActiveInstances: loop.mode === 'parallel' ? (total ?? 0) - done : 0,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: terminated,
  };
  if (loop.until && condition(run, id, loop.until, 'completion condition', numbers)) return true;
  return done >= (total ?? 0);
}

function loopOf(run: Run, body: ActivationId): [Loop, LoopState] {
  const { loop } = elementOf(run, body);
  const { loop: state } = activation(run, body);
  if (!loop || !state) throw new Error(`activation ${body} is no body of a loop`);
  return [loop, state];
}

function list(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw new Fault('EXTRACT_VALUE_ERROR', `the input collection must be a list, not ${JSON.stringify(value)}`);
}

function count(value: Json): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  throw new Fault('EXTRACT_VALUE_ERROR', `the loop cardinality must be a whole number from 0, not ${JSON.stringify(value)}`);
}
