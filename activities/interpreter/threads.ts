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
  /** The call in it, one at a time. */
  asked: { resolve(reply: Reply): void; reject(reason: unknown): void } | null;
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
  const thread: Thread = { worker, ready: once(worker, 'message'), announcement: new DataView(announcement), asked: null, ended: false };
  // Its listeners stay for its life: a request asks a dozen times, and setting them up anew cost more than the interpreting.
  worker.on('message', (reply: Reply) => thread.asked?.resolve(reply));
  // Whoever has a call in it learns of its end; idle it must not take the process along.
  worker.on('error', (error) => thread.asked?.reject(error));
  return thread;
}

/** @throws InterpreterOverrun; the thread has ended then */
export async function ask(thread: Thread, call: Call): Promise<Reply> {
  const { worker, announcement } = thread;
  let watch: NodeJS.Timeout | undefined;
  try {
    await thread.ready;
    announcement.setUint8(4, 0);
    return await new Promise<Reply>((resolve, reject) => {
      thread.asked = { resolve, reject };
      worker.postMessage(call);
      watch = watching(thread, call.event ? callBudget : loadBudget, (budget) => reject(new Overdue(budget)));
    });
  } catch (error) {
    thread.ended = true;
    await worker.terminate();
    if (error instanceof Overdue) throw new InterpreterOverrun(inHand(thread), error.message);
    if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw new InterpreterOverrun(inHand(thread), `${megabytes} MB`);
    throw error;
  } finally {
    clearInterval(watch);
    thread.asked = null;
  }
}

/** Its message is the budget that ran out. */
class Overdue extends Error {}

/**
 * Tells when the call's element, or all of it, has used up its time. It is the thread's own CPU time: on the wall a machine
 * that stood still would look like a loop.
 */
function watching({ worker, announcement }: Thread, budget: number, overdue: (budget: string) => void): NodeJS.Timeout {
  let start: number | null = null;
  let since = 0;
  let element = announcement.getUint32(0);
  const look = async () => {
    const { user, system } = await worker.cpuUsage();
    const used = (user + system) / 1000;
    start ??= used;
    if (start === used || element !== announcement.getUint32(0)) since = used;
    element = announcement.getUint32(0);
    if (used - start > budget) overdue(`${budget} ms`);
    else if (budget === callBudget && used - since > elementBudget) overdue(`${elementBudget} ms`);
  };
  return setInterval(() => void look().catch(() => undefined), watchEvery);
}

function inHand({ announcement }: Thread): string {
  const bytes = new Uint8Array(announcement.buffer, 5, announcement.getUint8(4));
  return new TextDecoder().decode(new Uint8Array(bytes));
}
