import type { Advanced, EngineEvent, Graph, State } from '../../domain/process/types.ts';
import { ask, startThread, type Thread } from './threads.ts';

export { InterpreterOverrun } from './threads.ts';

export interface Interpreter {
  /** @throws InterpreterOverrun */
  interpret(loadGraph: (hash: string) => Promise<Graph>, state: State | null, event: EngineEvent): Promise<Advanced>;
  stop(): Promise<void>;
}

/** One works, the other takes what comes while an expression explodes in the first. Interpreting takes a hundredth of what a transaction takes. */
const threads = 2;
const elementsPerCall = 500;

/** Runs the interpreter in worker threads, a whole call at a time (architecture, rule 5). A thread that overruns is killed and another started in its place. */
export function createInterpreter(): Interpreter {
  const slots: { thread: Thread; busy: boolean }[] = [];
  const waiting: (() => void)[] = [];

  /** Takes a slot that no call is in. */
  async function take() {
    while (slots.length < threads) slots.push({ thread: startThread(), busy: false });
    for (;;) {
      const free = slots.find(({ busy }) => !busy);
      if (free) return Object.assign(free, { busy: true });
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  function free(slot: { busy: boolean }): void {
    slot.busy = false;
    waiting.shift()?.();
  }

  async function inThread<T>(work: (thread: Thread) => Promise<T>): Promise<T> {
    const slot = await take();
    try {
      return await work(slot.thread);
    } finally {
      // Whoever comes next takes the other slot rather than wait for a thread to start.
      if (slot.thread.ended) {
        slot.thread = startThread();
        void slot.thread.ready.catch(() => undefined).then(() => free(slot));
      } else free(slot);
    }
  }

  return {
    interpret: (loadGraph, state, event) =>
      inThread(async (thread) => {
        for (;;) {
          const reply = await ask(thread, { graphs: [], state, event, elements: elementsPerCall });
          if (reply.advanced) return reply.advanced;
          if (!reply.missing) throw failed(reply.error);
          const loaded = await ask(thread, { graphs: [await loadGraph(reply.missing)], state: null, event: null, elements: 0 });
          if (loaded.error) throw failed(loaded.error);
        }
      }),
    async stop() {
      while (slots.some(({ busy }) => busy)) await new Promise<void>((resolve) => waiting.push(resolve));
      await Promise.all(slots.splice(0).map(({ thread }) => thread.worker.terminate()));
    },
  };
}

/** The frames are the thread's: they say where in the engine. */
function failed(error = 'no answer'): Error {
  return Object.assign(new Error('The interpreter failed.'), { stack: error });
}
