import type { ActivationId, Variables } from '../types.ts';
import { broadcast } from './broadcast.ts';
import { compensate, proceed } from './compensation.ts';
import { fireBoundary, startEventSubProcess } from './fire.ts';
import { stop } from './incident.ts';
import { finish } from './life-cycle.ts';
import { boundariesOf, catching, eventsOf } from './listeners.ts';
import { activation, element, elementOf, executableOf, isEventSubProcess, passed, remove, type Run, type Thrown } from './run.ts';

type Of<What extends Thrown['what']> = Extract<Thrown, { what: What }>;

/** Brings what was thrown to whoever catches it. What has been cancelled meanwhile throws nothing. */
export function raise(run: Run, thrown: Thrown): void {
  if (!run.state.on[thrown.id]) return undefined;
  switch (thrown.what) {
    case 'error':
      return raiseError(run, thrown);
    case 'escalation':
      return raiseEscalation(run, thrown);
    case 'signal':
      return throwSignal(run, thrown);
    case 'compensation':
      return compensate(run, thrown.id, thrown.activity);
    case 'compensated':
      return proceed(run, thrown.id);
    default:
      return undefined;
  }
}

/** Nobody catches it: an incident at the thrower. */
function raiseError(run: Run, { id, code, message, variables }: Of<'error'>): void {
  const catcher = find(run, id, 'error', code);
  if (!catcher) return stop(run, id, 'start', 'UNHANDLED_ERROR_EVENT', `nobody catches error "${code}": ${message}`);
  caught(run, id, catcher, variables);
}

/** Nobody catches it, or the catcher does not interrupt: the thrower goes on. */
function raiseEscalation(run: Run, { id, code }: Of<'escalation'>): void {
  const catcher = find(run, id, 'escalation', code);
  if (catcher?.interrupting) return caught(run, id, catcher, {});
  if (catcher) begin(run, catcher, {});
  if (run.state.on[id]) finish(run, id, {});
}

/** Also to other requests: that is a command. */
function throwSignal(run: Run, { id, name, variables }: Of<'signal'>): void {
  run.commands.push({ type: 'broadcast-signal', activation: id, name, variables });
  broadcast(run, name, variables);
  if (run.state.on[id]) finish(run, id, {});
}

interface Catcher {
  event: string;
  /** The activity that carries the boundary event, or the scope of the event sub-process. */
  around: ActivationId;
  sub: boolean;
  interrupting: boolean;
}

/** The thrower ends as if it had gone on, before all around it is cancelled. */
function caught(run: Run, thrower: ActivationId, catcher: Catcher, variables: Variables): void {
  if (catcher.around !== thrower) {
    passed(run, thrower, 'left');
    remove(run, thrower);
  }
  begin(run, catcher, variables);
}

function begin(run: Run, { event, around, sub, interrupting }: Catcher, variables: Variables): void {
  if (sub) startEventSubProcess(run, event, around, interrupting, variables);
  else fireBoundary(run, around, event, interrupting, variables);
}

/**
 * Outward, through calls too, to the first that catches it: event sub-processes of a scope, then the boundary events around
 * it; its own code before one that takes any. What is thrown in an event sub-process is not caught by its siblings.
 */
function find(run: Run, thrower: ActivationId, on: 'error' | 'escalation', code: string): Catcher | null {
  let id = thrower;
  for (;;) {
    const boundary = match(run, id, boundariesOf(run, id), on, code);
    if (boundary) return { ...boundary, around: id, sub: false };
    const { scope, graph } = activation(run, id);
    if (scope === undefined) return null;
    const sub = graph || isEventSubProcess(elementOf(run, id)) ? null : match(run, scope, eventsOf(run, scope), on, code);
    if (sub) return { ...sub, around: scope, sub: true };
    id = scope;
  }
}

function match(
  run: Run,
  id: ActivationId,
  events: string[],
  on: 'error' | 'escalation',
  code: string,
): Pick<Catcher, 'event' | 'interrupting'> | null {
  const executable = executableOf(run, id);
  const catchers = events.flatMap((event) => {
    const { trigger, interrupting } = catching(element(executable, event));
    return trigger?.on === on ? [{ event, interrupting, code: trigger.code }] : [];
  });
  return catchers.find((one) => one.code === code) ?? catchers.find((one) => one.code === null) ?? null;
}
