import { parentPort, workerData } from 'node:worker_threads';
import { interpret } from '../../domain/process/interpret.ts';
import type { Executable } from '../../domain/process/executable.ts';
import { load } from '../../domain/process/load.ts';
import type { Graph } from '../../domain/process/types.ts';
import type { Call, Reply } from './interpreter.ts';

// One request's whole call of the interpreter runs here, so that a runaway expression stalls nobody else and can be killed.
const executables = new Map<string, Executable>();
/** Compiled graphs that are kept, the latest loaded; an older one is asked for again. More than any one request can need. */
const mostGraphs = 300;
const announcement = new Uint8Array(workerData.announcement as SharedArrayBuffer);
const encoder = new TextEncoder();

/** Says which element is in hand, for whoever has to kill this thread. First byte: length. */
function announce(element: string): void {
  const { written } = encoder.encodeInto(element, announcement.subarray(1));
  announcement[0] = written;
}

parentPort?.on('message', (call: Call) => parentPort?.postMessage(answer(call)));
parentPort?.postMessage('ready');

function keep(graph: Graph): void {
  const [oldest] = executables.keys();
  if (executables.size >= mostGraphs && oldest !== undefined) executables.delete(oldest);
  executables.set(graph.hash, load(graph));
}

function answer({ id, graphs, state, event, elements }: Call): Reply {
  let missing: string | null = null;
  try {
    for (const graph of graphs) keep(graph);
    if (!event) return { id, advanced: null, missing: null };
    const advanced = interpret(
      (hash) => {
        const executable = executables.get(hash);
        if (executable) return executable;
        missing ??= hash;
        throw new Error(`graph ${hash} is not loaded`);
      },
      state,
      event,
      { elements, announce: (_graph, element) => announce(element) },
    );
    return missing ? { id, advanced: null, missing } : { id, advanced, missing: null };
  } catch (error) {
    return missing
      ? { id, advanced: null, missing }
      : { id, advanced: null, missing: null, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
