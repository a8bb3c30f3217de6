import { parentPort, workerData } from 'node:worker_threads';
import { interpret } from '../../domain/process/interpret.ts';
import type { Executable } from '../../domain/process/executable.ts';
import { load } from '../../domain/process/load.ts';
import type { Advanced, EngineEvent, Graph, State } from '../../domain/process/types.ts';

export interface Call {
  /** Graphs that the thread does not have yet. */
  graphs: Graph[];
  state: State | null;
  /** Null: only load the graphs. */
  event: EngineEvent | null;
  elements: number;
}

export interface Reply {
  advanced: Advanced | null;
  /** Hash of a graph that the state needs and the thread lacks. */
  missing: string | null;
  error?: string;
}

// One request's whole call of the interpreter runs here, so that a runaway expression stalls nobody else and can be killed.
const executables = new Map<string, Executable>();
/** Compiled graphs that are kept, the latest loaded; an older one is asked for again. More than any one request can need. */
const mostGraphs = 300;
const shared = workerData.announcement as SharedArrayBuffer;
const announcement = new DataView(shared);
const name = new Uint8Array(shared, 5);
const encoder = new TextEncoder();

/** Says which element is in hand, for whoever has to kill this thread (see threads.ts). */
function announce(element: string): void {
  announcement.setUint32(0, (announcement.getUint32(0) + 1) >>> 0);
  const { written } = encoder.encodeInto(element, name);
  announcement.setUint8(4, written);
}

parentPort?.on('message', (call: Call) => parentPort?.postMessage(answer(call)));
parentPort?.postMessage('ready');

function keep(graph: Graph): void {
  const [oldest] = executables.keys();
  if (executables.size >= mostGraphs && oldest !== undefined) executables.delete(oldest);
  executables.set(graph.hash, load(graph));
}

function answer({ graphs, state, event, elements }: Call): Reply {
  let missing: string | null = null;
  try {
    for (const graph of graphs) keep(graph);
    if (!event) return { advanced: null, missing: null };
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
    return missing ? { advanced: null, missing } : { advanced, missing: null };
  } catch (error) {
    return missing
      ? { advanced: null, missing }
      : { advanced: null, missing: null, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
