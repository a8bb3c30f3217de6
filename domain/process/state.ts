import { share, unshare } from './shared-variables.ts';
import type { ActivationId, GraphHash, Instant, Json, State, Variables } from './types.ts';

/**
 * The state behind the opaque {@link State}: plain JSON, small (no graph in it), with short-lived facts left out where
 * they are at their default.
 */
export interface EngineState extends State {
  format: 2;
  /** Number of the next activation. */
  next: number;
  on: Record<ActivationId, Activation>;
  /** Tokens under way, first in first out: element, scope, and the flow by which the token comes. */
  queue: Token[];
  /** Elements entered since the request last waited; see `LOOP_LIMIT`. */
  unwaited: number;
  /** Elements that overran their budget, with the reason: they open an incident instead of being evaluated. */
  overran?: Record<string, string>;
  /** Messages for which nothing waits yet, oldest first. */
  kept?: { id: string; name: string; key: string | null; variables: Variables; until: Instant }[];
  /** The variables of a process that has ended. */
  final?: Variables;
}

export type Token = [element: string, scope: ActivationId, flow: string | null];

/**
 * One passage through an element, one open scope, or one listener (an armed boundary event, a catch event behind an
 * event-based gateway, the start of an event sub-process).
 */
export interface Activation {
  element: string;
  /** The scope in which it lies; absent for the root process. */
  scope?: ActivationId;
  /** Set for a process (the root and called ones): elements inside belong to this graph. */
  graph?: GraphHash;
  /** Local variables; for a process all of its variables. */
  vars?: Variables;
  /** For a called process: variables that are still what its call sees; see `share`. */
  same?: string[];
  /** For a scope: tokens and activations inside that keep it open. */
  open?: number;
  wait?: Wait;
  /** For a listener: the activation that it serves. It dies with it and keeps no scope open. */
  of?: ActivationId;
  /** Its boundary events have been armed. */
  armed?: true;
  /** Not begun yet, tokens are gathered: how many have arrived, by flow. */
  arrived?: Record<string, number>;
  /** The body of a loop or of a multi-instance activity; its instances lie in it as in a scope. */
  loop?: LoopState;
  /** An instance in such a body: its number, from 1. */
  n?: number;
  /** For a scope: activities inside that have completed and can be compensated, in the order of completion. */
  done?: Completed[];
  /** It waits for compensation handlers: what is still to be undone, next first, each in its scope. */
  undo?: [scope: ActivationId, completed: Completed][];
  /** The activation that waits for this handler to be done. */
  by?: ActivationId;
  /** A terminate event inside has ended it. */
  terminated?: true;
  /** It cannot go on; `phase` is what a retry does again. */
  incident?: { code: string; message: string; phase: Phase };
  /** For an ad-hoc sub-process: what begins after the one in hand, and what has been collected. */
  adHoc?: { rest: string[]; outputs?: Json[] };
  /** What the element brought, kept while its output mappings cannot be evaluated. */
  result?: Variables;
}

/** A completed activity; a sub-process with what has completed inside and the variables that it had. */
export interface Completed {
  element: string;
  vars?: Variables;
  done?: Completed[];
}

/** How far a loop has come. */
export interface LoopState {
  /** Instances in all; null where a condition decides. */
  total: number | null;
  started: number;
  completed: number;
  /** Instances that an inner terminate event has ended. */
  terminated?: number;
  /** What is left of the input collection: the first belongs to the next instance. */
  items?: Json[];
  /** The output collection, by number of the instance. */
  outputs?: Json[];
}

export type Phase = 'start' | 'finish' | 'flows';

export type Wait =
  | { for: 'task' }
  | { for: 'step'; step: string }
  | { for: 'message'; name: string; key: string | null }
  /** `every`: duration or cron; `left`: firings to come after this one, null without end; `until`: none after it; `due`: it was due when armed. */
  | { for: 'timer'; at: Instant; firing: number; every?: string; left?: number | null; until?: Instant; due?: true }
  | { for: 'signal'; name: string }
  | { for: 'condition' }
  /** `process-resolved` */
  | { for: 'process'; key: string }
  /** An event-based gateway: its listeners wait. */
  | { for: 'events' };

/**
 * The state in today's format. Format 1 knew no loops, signals, escalations or compensation; what it knew, it wrote as today.
 * @throws where the state is of a later format: a release that cannot read it must not guess.
 */
export function asEngineState(state: State): EngineState {
  if (state.format === 2) return state as EngineState;
  if (state.format === 1) return { ...state, format: 2 } as EngineState;
  throw new Error(`state of format ${String(state.format)}: this release reads formats 1 and 2`);
}

export function emptyState(): EngineState {
  return { format: 2, status: 'running', next: 0, on: {}, queue: [], unwaited: 0 };
}

/** A copy that may be changed: activations are copied, values inside them are replaced and never changed. */
export function draftOf(state: EngineState): EngineState {
  const on: Record<ActivationId, Activation> = {};
  for (const [id, activation] of Object.entries(state.on)) on[id] = { ...activation };
  unshare(on);
  return { ...state, on, queue: [...state.queue] };
}

/** What is kept of a draft. */
export function kept(draft: EngineState): EngineState {
  share(draft.on);
  return draft;
}

/** A copy with one more variable. Also for a name like `__proto__`, which an assignment would swallow. */
export function withVariable(variables: Variables | undefined, name: string, value: Json): Variables {
  return { ...variables, [name]: value };
}
