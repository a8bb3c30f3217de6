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

/** The call took more than its budget of time or memory and its thread was ended; `element` is what it had in hand, '' where nothing yet. */
export class InterpreterOverrun extends Error {
  readonly element: string;
  constructor(element: string, budget: string) {
    super(`The element "${element}" took more than ${budget}. Look for a loop or a pattern that explodes in its expressions.`);
    this.element = element;
  }
}

export interface Interpreter {
  /** @throws InterpreterOverrun */
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
/** A list that grows in a loop must not take the whole worker's memory with it. */
const megabytes = 256;

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
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      await current.ready;
      current.announcement[0] = 0;
      current.worker.postMessage({ ...call, id: ++calls } satisfies Call);
      timer = setTimeout(() => abort.abort(), budget);
      const [reply] = (await once(current.worker, 'message', { signal: abort.signal })) as [Reply];
      return reply;
    } catch (error) {
      thread = null;
      await current.worker.terminate();
      if (abort.signal.aborted) throw new InterpreterOverrun(inHand(current), `${budget} ms`);
      if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw new InterpreterOverrun(inHand(current), `${megabytes} MB`);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Time is taken on the wall, where a machine that stood still looks like a loop: so a killed call, which changed nothing, gets a second chance. */
  async function interpret(loadGraph: (hash: string) => Promise<Graph>, state: State | null, event: EngineEvent): Promise<Advanced> {
    for (let chances = 2; ;) {
      try {
        const reply = await send({ graphs: [], state, event, elements: elementsPerCall }, callBudget);
        if (reply.advanced) return reply.advanced;
        if (!reply.missing) throw failed(reply);
        const loaded = await send({ graphs: [await loadGraph(reply.missing)], state: null, event: null, elements: 0 }, loadBudget);
        if (loaded.error) throw failed(loaded);
      } catch (error) {
        chances -= 1;
        if (!(error instanceof InterpreterOverrun) || chances === 0) throw error;
      }
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
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: { announcement },
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  worker.unref();
  // Whoever has a call in it learns of its end there; idle it must not take the process along.
  worker.on('error', () => undefined);
  return { worker, ready: once(worker, 'message'), announcement: new Uint8Array(announcement) };
}

function inHand({ announcement }: Thread): string {
  const [length = 0] = announcement;
  return new TextDecoder().decode(announcement.slice(1, 1 + length));
}

/** The frames are the thread's: they say where in the engine. */
function failed({ error = 'no answer' }: Reply): Error {
  return Object.assign(new Error('The interpreter failed.'), { stack: error });
}
