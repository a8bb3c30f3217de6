import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Graph, Json, Variables } from '../../domain/process/types.ts';
import { ProblemError } from '../problems.ts';

export interface Asked {
  graph: Pick<Graph, 'decisions' | 'zone' | 'calendars'>;
  decision: string;
  /** What the tables call now. */
  at: string;
  given: Variables[];
}

/** For as many requests as a preview looks at; a row takes some microseconds. Milliseconds. */
const budget = 15_000;
const megabytes = 256;

/**
 * What a draft decides, in a thread of its own: its expressions are nobody's yet, and one that never ends must stall nobody else.
 * @returns one result each; undefined where the decision fails. @throws ProblemError `table-too-slow`
 */
export async function decideAll(asked: Asked): Promise<(Json | undefined)[]> {
  const worker = new Worker(new URL('decide-thread.ts', import.meta.url), {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  try {
    const [results] = (await once(worker, 'message', { signal: AbortSignal.timeout(budget) })) as [(Json | undefined)[]];
    return results;
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    if (name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY') throw new ProblemError('table-too-slow');
    throw error;
  } finally {
    await worker.terminate();
  }
}
