import type { Executable } from './executable.ts';
import { fireConditions } from './run/conditions.ts';
import { deliver } from './run/deliver.ts';
import { dropOutdated, takeKept } from './run/kept.ts';
import { beginJoin, enter } from './run/life-cycle.ts';
import { raise } from './run/raise.ts';
import { Fault, type Run } from './run/run.ts';
import { asEngineState, draftOf, emptyState, kept } from './state.ts';
import type { Advanced, EngineEvent, GraphHash, State } from './types.ts';

/** Bounds of one call, and who is told of every element before it is worked on (to blame one if the call is killed). */
export interface Limits {
  elements: number;
  announce?: (graph: GraphHash, element: string) => void;
}

/**
 * Moves a request's process on by one event. Pure: the input state is left as it is, equal input gives equal output, and
 * no event in any order throws: one that fits nothing is rejected by a code. `state` is null before the start.
 * @throws MissingGraph where `executables` throws: a technical fault that no incident may hide; fetch the graph, call again
 */
export function interpret(
  executables: (hash: GraphHash) => Executable,
  state: State | null,
  event: EngineEvent,
  limits: Limits = { elements: 500 },
): Advanced {
  const before = state === null ? emptyState() : asEngineState(state);
  const run: Run = {
    state: draftOf(before),
    event,
    executables,
    announce: limits.announce,
    commands: [],
    trail: [],
    thrown: [],
    changes: [],
    drawn: 0,
  };
  dropOutdated(run);
  const rejected = refusal(before, event) ?? delivered(run, event);
  if (rejected !== null) return { state: before, commands: [], trail: [], more: before.queue.length > 0, rejected };
  const more = drain(run, limits.elements);
  return { state: kept(run.state), commands: run.commands, trail: run.trail, more, rejected: null };
}

/** What cannot even be kept (it is too large) is rejected as a whole: what the draft holds by then is thrown away. */
function delivered(run: Run, event: EngineEvent): string | null {
  try {
    return deliver(run, event);
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

/** Moves tokens until none is under way or `limit` elements were entered. Whether tokens are left. */
function drain(run: Run, limit: number): boolean {
  for (let entered = 0; ;) {
    const thrown = run.thrown.shift();
    if (thrown) {
      raise(run, thrown);
      continue;
    }
    if (takeKept(run) || fireConditions(run)) continue;
    if (entered >= limit && run.state.queue.length > 0) return true;
    const token = run.state.queue.shift();
    entered += 1;
    if (token) enter(run, token);
    else if (!beginJoin(run)) return false;
  }
}

function refusal(before: State, event: EngineEvent): string | null {
  if (before.status !== 'running') return 'not-running';
  const started = asEngineState(before).next > 0;
  return started || event.type === 'start' || event.type === 'overrun' ? null : 'not-started';
}
