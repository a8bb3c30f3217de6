import { freeVariables } from '../feel/compile.ts';
import { armDate, type TimerData } from '../triggers/timer.ts';
import type { ActivationId, EngineEvent, Json } from '../types.ts';
import { attempt } from './incident.ts';
import { boundariesOf, catching, eventsOf } from './listeners.ts';
import { activation, create, element, elementOf, executableOf, type Run } from './run.ts';
import { overwrite } from './variables.ts';

/**
 * Dates that variables hold have moved: they are written wherever the process has such a variable, and timers whose date reads one are set anew.
 * One that has fired already is armed again only where its new date is still to come.
 */
export function reschedule(run: Run, { variables }: Extract<EngineEvent, { type: 'reschedule' }>): string | null {
  const names = Object.keys(variables);
  for (const name of names) overwrite(run, name, variables[name] ?? null, { parts: true });
  for (const id of Object.keys(run.state.on)) setAnew(run, id, names);
  for (const id of Object.keys(run.state.on)) fireAgain(run, id, names);
  return null;
}

/** A timer that waits, or whose date was left open. */
function setAnew(run: Run, id: ActivationId, names: string[]): void {
  const at = activation(run, id);
  const isListening = at.of !== undefined && !at.wait;
  if (at.incident || (at.wait?.for !== 'timer' && !isListening)) return;
  const timer = datedBy(elementOf(run, id).data, names);
  if (!timer) return;
  attempt(run, id, 'start', () => {
    const wait = armDate(run, at.of ?? id, timer);
    if (wait === null) {
      // Whoever stands at a date cannot do without one; a listener can.
      if (at.of !== undefined) delete at.wait;
    } else if (at.wait?.for !== 'timer' || at.wait.at !== wait.at) at.wait = wait;
  });
}

/** Listeners that have fired, and would fire again in time. */
function fireAgain(run: Run, id: ActivationId, names: string[]): void {
  const { armed, scope, incident } = activation(run, id);
  if (incident) return;
  const events = [
    ...(armed ? boundariesOf(run, id).map((one) => [one, scope] as const) : []),
    ...eventsOf(run, id).map((one) => [one, id] as const),
  ];
  for (const [event, around] of events) {
    if (around === undefined || Object.values(run.state.on).some((one) => one.of === id && one.element === event)) continue;
    const node = element(executableOf(run, id), event);
    const timer = datedBy(node.data, names);
    if (!timer || catching(node).interrupting) continue;
    const wait = armDate(run, id, timer);
    if (wait && wait.due !== true) create(run, { element: event, scope: around, of: id, wait });
  }
}

/** The timer of an event, where it has a date that reads one of these variables. */
function datedBy(data: Json, names: string[]): TimerData | null {
  const trigger = (data as { trigger?: TimerData | null } | null)?.trigger;
  if (trigger?.on !== 'timer' || trigger.timer !== 'date' || !('feel' in trigger.value)) return null;
  return freeVariables(trigger.value.feel, true).some((name) => names.includes(name)) ? trigger : null;
}
