import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Advanced, EngineEvent, Graph, State } from '../../domain/process/types.ts';

export interface Call {
  id: number;
  /** Graphs that the thread does not have yet. */
  graphs: Graph[];
  state: State | null;
  /** Null: only load the graphs. */
  event: EngineEvent | null;
  elements: number;
}

export interface Reply {
  id: number;
  advanced: Advanced | null;
  /** Hash of a graph that the state needs and the thread lacks. */
  missing: string | null;
  error?: string;
}

/** The call took longer than its budget and its thread was ended; `element` is what it had in hand. */
export class InterpreterOverrun extends Error {
  readonly element: string;
  constructor(element: string, milliseconds: number) {
    super(`The element "${element}" took longer than ${milliseconds} ms. Look for a loop or a pattern that explodes in its expressions.`);
    this.element = element;
  }
}

export interface Interpreter {
  interpret(loadGraph: (hash: string) => Promise<Graph>, state: State | null, event: EngineEvent): Promise<Advanced>;
  stop(): Promise<void>;
}

interface Thread {
  worker: Worker;
  /** Settles when its code is loaded: starting it is not part of any call's budget. */
  ready: Promise<unknown>;
  announcement: Uint8Array;
}

/** A call normally takes well under a millisecond; loading a graph compiles its expressions. */
const callBudget = 1000;
const loadBudget = 10_000;
const elementsPerCall = 500;

/**
 * Runs the interpreter in one worker thread, a whole call at a time (architecture, rule 5). On overrun the thread is killed and the next call gets a new one.
 * One thread is enough: interpreting takes a hundredth of what a transaction takes.
 */
export function createInterpreter(): Interpreter {
  let thread: Thread | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let calls = 0;

  async function send(call: Omit<Call, 'id'>, budget: number): Promise<Reply> {
    const current = (thread ??= startThread());
    await current.ready;
    const id = ++calls;
    current.worker.postMessage({ ...call, id } satisfies Call);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), budget);
    try {
      const [reply] = (await once(current.worker, 'message', { signal: abort.signal })) as [Reply];
      return reply;
    } catch (error) {
      thread = null;
      if (!abort.signal.aborted) throw error;
      await current.worker.terminate();
      const [length = 0] = current.announcement;
      throw new InterpreterOverrun(new TextDecoder().decode(current.announcement.slice(1, 1 + length)), budget);
    } finally {
      clearTimeout(timer);
    }
  }

  async function interpret(loadGraph: (hash: string) => Promise<Graph>, state: State | null, event: EngineEvent): Promise<Advanced> {
    for (;;) {
      const reply = await send({ graphs: [], state, event, elements: elementsPerCall }, callBudget);
      if (reply.advanced) return reply.advanced;
      if (reply.error) throw new Error(`The interpreter failed: ${reply.error}`);
      if (!reply.missing) throw new Error('The interpreter gave no answer.');
      await send({ graphs: [await loadGraph(reply.missing)], state: null, event: null, elements: 0 }, loadBudget);
    }
  }

  return {
    interpret(loadGraph, state, event) {
      const result = queue.then(() => interpret(loadGraph, state, event));
      queue = result.catch(() => undefined);
      return result;
    },
    async stop() {
      await queue;
      await thread?.worker.terminate();
      thread = null;
    },
  };
}

function startThread(): Thread {
  const announcement = new SharedArrayBuffer(256);
  const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: { announcement } });
  worker.unref();
  return { worker, ready: once(worker, 'message'), announcement: new Uint8Array(announcement) };
}
