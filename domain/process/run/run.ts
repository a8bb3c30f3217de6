import type { Executable } from '../executable.ts';
import type { GraphElement } from '../graph.ts';
import type { Activation, EngineState, Wait } from '../state.ts';
import type { ActivationId, Command, EngineEvent, GraphHash, Passed, Variables } from '../types.ts';

/** One call of the interpreter: its own copy of the state, and what it has to say so far. */
export interface Run {
  state: EngineState;
  readonly event: EngineEvent;
  readonly executables: (hash: GraphHash) => Executable;
  /** Told of every element before it is worked on, so that a killed call can be blamed on one. */
  readonly announce: ((graph: GraphHash, element: string) => void) | undefined;
  readonly commands: Command[];
  readonly trail: Passed[];
  /** Thrown and not yet caught. */
  readonly thrown: Thrown[];
  /** What may make a condition true that is waited for, since conditions were last looked at. */
  readonly changes: Change[];
  /** Whether a condition may be waited for; unknown before someone asks. */
  watching?: boolean;
  /** Seeds drawn by uuid() and random number(). */
  drawn: number;
}

export type VariableEvent = 'create' | 'update';

/** A variable written in a scope, or a condition that is waited for from now on. */
export type Change = { scope: ActivationId; name: string; event: VariableEvent } | { armed: ActivationId };

/** What an activation throws for others to catch; `compensated`: a handler that it waited for is done. */
export type Thrown = { id: ActivationId } & (Throw | { what: 'compensated' });

export type Throw =
  | { what: 'error'; code: string; message: string; variables: Variables }
  | { what: 'escalation'; code: string }
  | { what: 'signal'; name: string; variables: Variables }
  /** Without an activity: all that has completed in the scope. */
  | { what: 'compensation'; activity: string | null };

/** An element cannot go on: becomes an incident at its activation. */
export class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The caller could not hand out a graph: a technical error that no incident may hide. */
export class MissingGraph extends Error {}

export function activation(run: Run, id: ActivationId): Activation {
  const found = run.state.on[id];
  if (!found) throw new Error(`no activation ${id}`);
  return found;
}

/** The activation of the process (root or called) that holds this one. */
export function processOf(run: Run, id: ActivationId): Activation & { graph: GraphHash } {
  let at = activation(run, id);
  while (!at.graph && at.scope !== undefined) at = activation(run, at.scope);
  if (!at.graph) throw new Error(`activation ${id} lies in no process`);
  return at as Activation & { graph: GraphHash };
}

export function executableOf(run: Run, id: ActivationId): Executable {
  return executable(run, processOf(run, id).graph);
}

/** @throws MissingGraph with the cause */
export function executable(run: Run, hash: GraphHash): Executable {
  try {
    return run.executables(hash);
  } catch (cause) {
    throw new MissingGraph(`no graph ${hash} at hand`, { cause });
  }
}

export function elementOf(run: Run, id: ActivationId): GraphElement {
  return element(executableOf(run, id), activation(run, id).element);
}

export function element(of: Executable, id: string): GraphElement {
  const found = of.graph.elements[id];
  if (!found) throw new Error(`no element ${id} in graph ${of.graph.hash}`);
  return found;
}

export function isEventSubProcess(node: GraphElement): boolean {
  return node.kind === 'sub-process' && (node.data as { byEvent?: boolean }).byEvent === true;
}

/** A new activation. A listener (`of`) keeps no scope open. */
export function create(run: Run, made: Activation): ActivationId {
  const id = `a${run.state.next}`;
  run.state.next += 1;
  run.state.on[id] = made;
  if (made.wait) noteWait(run, id, made.wait);
  if (made.scope !== undefined && made.of === undefined) count(run, made.scope, 1);
  return id;
}

export function wait(run: Run, id: ActivationId, for_: Wait): void {
  activation(run, id).wait = for_;
  noteWait(run, id, for_);
}

function noteWait(run: Run, id: ActivationId, { for: what }: Wait): void {
  if (what === 'condition') run.changes.push({ armed: id });
}

export function remove(run: Run, id: ActivationId): void {
  const { scope, of } = activation(run, id);
  delete run.state.on[id];
  if (scope !== undefined && of === undefined && run.state.on[scope]) count(run, scope, -1);
}

/** Sends a token to an element of a scope. */
export function send(run: Run, target: string, scope: ActivationId, flow: string | null): void {
  run.state.queue.push([target, scope, flow]);
  count(run, scope, 1);
}

export function count(run: Run, scope: ActivationId, by: 1 | -1): void {
  const held = activation(run, scope);
  held.open = (held.open ?? 0) + by;
}

export function passed(run: Run, id: ActivationId, what: Passed['what']): void {
  run.trail.push({ activation: id, graph: processOf(run, id).graph, element: activation(run, id).element, what });
}

/** Ids of what lies directly in a scope. */
export function within(run: Run, id: ActivationId): ActivationId[] {
  return Object.entries(run.state.on).flatMap(([key, { scope }]) => (scope === id ? [key] : []));
}

/** Ids of what lives for an activation alone: its listeners, and the compensation handlers that it waits for. */
export function servants(run: Run, id: ActivationId): ActivationId[] {
  return Object.entries(run.state.on).flatMap(([key, { of, by }]) => (of === id || by === id ? [key] : []));
}
