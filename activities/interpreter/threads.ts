import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Call, Reply } from './thread.ts';

/** The call took more than its budget of time or memory and its thread was ended; `element` is what it had in hand, '' where nothing yet. */
export class InterpreterOverrun extends Error {
  readonly element: string;
  constructor(element: string, budget: string) {
    super(`The element "${element}" took more than ${budget}. Look for a loop or a pattern that explodes in its expressions.`);
    this.element = element;
  }
}

export interface Thread {
  worker: Worker;
  /** Settles when its code is loaded: starting it is not part of any call's budget. */
  ready: Promise<unknown>;
  /** How often an element was announced (4 bytes), the length of its id (1 byte), its id. */
  announcement: DataView<SharedArrayBuffer>;
  ended: boolean;
}

/** Of one element, with all its expressions; an element normally takes some microseconds. Milliseconds of the thread's own time. */
const elementBudget = 250;
/** Of a whole call, which normally takes well under a millisecond; loading a graph compiles its expressions. */
const callBudget = 1000;
const loadBudget = 10_000;
/** How often a long call is looked at. */
const watchEvery = 50;
/** A list that grows in a loop must not take the whole worker's memory with it. */
const megabytes = 256;

export function startThread(): Thread {
  const announcement = new SharedArrayBuffer(256);
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: { announcement },
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  worker.unref();
  // Whoever has a call in it learns of its end there; idle it must not take the process along.
  worker.on('error', () => undefined);
  return { worker, ready: once(worker, 'message'), announcement: new DataView(announcement), ended: false };
}

/** @throws InterpreterOverrun; the thread has ended then */
export async function ask(thread: Thread, call: Omit<Call, 'id'>): Promise<Reply> {
  const { worker, announcement } = thread;
  const abort = new AbortController();
  try {
    await thread.ready;
    announcement.setUint8(4, 0);
    worker.postMessage(call);
    const watch = watching(thread, call.event ? callBudget : loadBudget, abort);
    try {
      const [reply] = (await once(worker, 'message', { signal: abort.signal })) as [Reply];
      return reply;
    } finally {
      clearInterval(watch);
    }
  } catch (error) {
    thread.ended = true;
    await worker.terminate();
    if (abort.signal.aborted) throw new InterpreterOverrun(inHand(thread), String(abort.signal.reason));
    if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw new InterpreterOverrun(inHand(thread), `${megabytes} MB`);
    throw error;
  }
}

/**
 * Aborts the call once its element, or all of it, has used up its time. It is the thread's own CPU time: on the wall a machine
 * that stood still would look like a loop.
 */
function watching({ worker, announcement }: Thread, budget: number, abort: AbortController): NodeJS.Timeout {
  let start: number | null = null;
  let since = 0;
  let element = announcement.getUint32(0);
  const look = async () => {
    const { user, system } = await worker.cpuUsage();
    const used = (user + system) / 1000;
    start ??= used;
    if (start === used || element !== announcement.getUint32(0)) since = used;
    element = announcement.getUint32(0);
    if (used - start > budget) abort.abort(`${budget} ms`);
    else if (budget === callBudget && used - since > elementBudget) abort.abort(`${elementBudget} ms`);
  };
  return setInterval(() => void look().catch(() => undefined), watchEvery);
}

function inHand({ announcement }: Thread): string {
  const bytes = new Uint8Array(announcement.buffer, 5, announcement.getUint8(4));
  return new TextDecoder().decode(new Uint8Array(bytes));
}
