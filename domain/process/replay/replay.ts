import type { Executable } from '../executable.ts';
import { interpret } from '../interpret.ts';
import { asEngineState, draftOf } from '../state.ts';
import type { Command, EngineEvent, GraphHash, Json, State } from '../types.ts';
import { digestOf } from './digest.ts';

/** What one advance of a request has recorded. */
export interface RecordedRevision {
  revision: number;
  /** In the order in which the interpreter was given them. */
  events: EngineEvent[];
  /** What happened at which element of which graph (the first 12 characters of its hash); null where it was not recorded. */
  trail: [what: string, element: string, graph: string][] | null;
  decisions: RecordedDecision[];
  /** Of the state afterwards; null where it was not recorded. */
  digest: string | null;
}

export interface RecordedDecision {
  decision: string;
  result: Json;
  trace: Json;
}

export interface RecordedRequest {
  request: string;
  revisions: RecordedRevision[];
  /** As it is kept now. */
  state: State | null;
}

export interface Difference {
  revision: number;
  /** failed: today's engine gave up. */
  what: 'trail' | 'decisions' | 'state' | 'failed';
  /** Where they part: an index or a path; values stay out, they are the customer's. */
  at: string;
}

/** Runs recorded events through today's engine. @returns where it first answers differently, or null */
export function replay(executables: (hash: GraphHash) => Executable, recorded: RecordedRequest): Difference | null {
  let state: State | null = null;
  let last = 0;
  for (const one of recorded.revisions) {
    last = one.revision;
    const differs = (what: Difference['what'], at: string) => ({ revision: one.revision, what, at });
    const trail: string[] = [];
    const decisions: RecordedDecision[] = [];
    for (const event of one.events) {
      try {
        const advanced = interpret(executables, state, event);
        if (advanced.rejected === null) state = advanced.state;
        trail.push(...advanced.trail.map(({ what, element, graph }) => `${what} ${element} ${graph.slice(0, 12)}`));
        decisions.push(...advanced.commands.flatMap(decisionOf));
      } catch (error) {
        return differs('failed', `${event.type} ${event.id}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    // The database keeps what JSON can say.
    state = state && (JSON.parse(JSON.stringify(state)) as State);
    const parts =
      one.trail &&
      parting(
        one.trail.map((passed) => passed.join(' ')),
        trail,
      );
    if (parts) return differs('trail', parts);
    const decided = parting(one.decisions, JSON.parse(JSON.stringify(decisions)) as Json);
    if (decided) return differs('decisions', decided);
    if (state && one.digest?.startsWith(`${state.format}:`) === true && one.digest !== digestOf(state)) {
      return differs('state', `digest ${digestOf(state)} instead of ${one.digest}`);
    }
  }
  if (!recorded.state || !state) return null;
  // As it is worked on: formats may write the same in different words.
  const at = parting(draftOf(asEngineState(recorded.state)), draftOf(asEngineState(state)));
  return at ? { revision: last, what: 'state', at } : null;
}

function decisionOf(command: Command): RecordedDecision[] {
  if (command.type !== 'decided') return [];
  const { decision, result, trace } = command;
  return [{ decision, result, trace }];
}

/** The path at which two JSON values part, or null. */
function parting(recorded: unknown, replayed: unknown, path = ''): string | null {
  if (Object.is(recorded, replayed)) return null;
  if (typeof recorded !== 'object' || typeof replayed !== 'object' || recorded === null || replayed === null) return path || '/';
  const keys = new Set([...Object.keys(recorded), ...Object.keys(replayed)]);
  for (const key of keys) {
    const [one, other] = [(recorded as Record<string, unknown>)[key], (replayed as Record<string, unknown>)[key]];
    const parts = parting(one, other, `${path}/${key}`);
    if (parts) return parts;
  }
  return null;
}
