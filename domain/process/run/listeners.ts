import type { GraphElement } from '../graph.ts';
import type { Wait } from '../state.ts';
import { armDate } from '../triggers/timer.ts';
import { arm, type Trigger } from '../triggers/trigger.ts';
import type { ActivationId } from '../types.ts';
import { cancel } from './cancel.ts';
import { activation, create, element, elementOf, executableOf, type Run, wait } from './run.ts';

/** What a boundary event, a start of an event sub-process or a catch event behind a gateway has read. */
export interface Catching {
  trigger: Trigger;
  interrupting: boolean;
}

export function catching(node: GraphElement): Catching {
  return node.data as unknown as Catching;
}

/** The boundary events that an activation carries: a body for all of its instances; none what opens again to be compensated. */
export function boundariesOf(run: Run, id: ActivationId): string[] {
  const { n, undo } = activation(run, id);
  return n === undefined && !undo ? elementOf(run, id).boundaries : [];
}

/** The start events of the event sub-processes in a scope. */
export function eventsOf(run: Run, id: ActivationId): string[] {
  const { loop, undo } = activation(run, id);
  if (loop || undo) return [];
  return (elementOf(run, id).data as { events?: string[] } | null)?.events ?? [];
}

/**
 * Arms events that serve an activation: boundary events of an activity, event sub-processes of a scope, the events behind
 * an event-based gateway. Nothing is armed before all could be evaluated. @throws Fault
 */
export function listen(run: Run, of: ActivationId, elements: string[], scope: ActivationId): void {
  const executable = executableOf(run, of);
  const waits: [string, Wait | 'open'][] = [];
  for (const id of elements) {
    const wait = armed(run, of, catching(element(executable, id)).trigger);
    if (wait) waits.push([id, wait]);
  }
  for (const [id, wait] of waits) create(run, { element: id, scope, of, ...(wait === 'open' ? {} : { wait }) });
}

/** A date that is left open for now listens without a wait: it is set when the date is told. */
function armed(run: Run, of: ActivationId, trigger: Trigger): Wait | 'open' | null {
  return trigger.on === 'timer' && trigger.timer === 'date' ? (armDate(run, of, trigger) ?? 'open') : arm(run, of, trigger);
}

/** A listener that stopped with an incident listens again. @throws Fault */
export function listenAgain(run: Run, id: ActivationId): void {
  const { of } = activation(run, id);
  const again = of === undefined ? null : armed(run, of, catching(elementOf(run, id)).trigger);
  if (again && again !== 'open') wait(run, id, again);
}

/** Ends the listeners of an activation. */
export function unlisten(run: Run, of: ActivationId): void {
  for (const [id, held] of Object.entries(run.state.on)) if (held.of === of) cancel(run, id);
}

/** The scope in which the event of a listener happens, and the activation that it serves. */
export function served(run: Run, listener: ActivationId): { scope: ActivationId; of: ActivationId } | null {
  const { scope, of } = activation(run, listener);
  return scope === undefined || of === undefined ? null : { scope, of };
}
