import { parentPort, workerData } from 'node:worker_threads';
import { decider } from '../../domain/process/decision/evaluate.ts';
import { FeelError } from '../../domain/process/feel/feel-error.ts';
import type { Json, Variables } from '../../domain/process/types.ts';
import type { Asked } from './decide.ts';

const { graph, decision, at, given } = workerData as Asked;
const decide = decider(graph.decisions, decision);
parentPort?.postMessage(given.map(decided));

/** Undefined where the table fails. */
function decided(variables: Variables): Json | undefined {
  const { zone, calendars } = graph;
  try {
    return decide({ zone, calendars, lookup: (name) => variables[name], at, seed: () => `preview ${at}` }).result;
  } catch (error) {
    if (error instanceof FeelError) return undefined;
    throw error;
  }
}
