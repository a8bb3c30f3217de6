import type { GraphElement } from '../graph.ts';
import type { ActivationId } from '../types.ts';
import { cancel } from './cancel.ts';
import { startEventSubProcess } from './fire.ts';
import { stop } from './incident.ts';
import { happen } from './life-cycle.ts';
import { boundariesOf, catching, eventsOf } from './listeners.ts';
import { activation, element, elementOf, executableOf, passed, remove, type Run, type Thrown } from './run.ts';

/**
 * A business error goes outward, through calls too, to the first that catches it: event sub-processes of a scope, then
 * the boundary events around it; its own code before one that takes any. Nobody does: an incident at the thrower.
 */
export function raise(run: Run, { id, code, message, variables }: Thrown): void {
  const catcher = find(run, id, code);
  if (!catcher) return stop(run, id, 'start', 'UNHANDLED_ERROR_EVENT', `nobody catches error "${code}": ${message}`);
  if (catcher.around !== id) {
    passed(run, id, 'left');
    remove(run, id);
  }
  if (catcher.sub) return startEventSubProcess(run, catcher.event, catcher.around, true, variables);
  const scope = activation(run, catcher.around).scope;
  cancel(run, catcher.around);
  if (scope !== undefined) happen(run, catcher.event, scope, variables);
}

interface Catcher {
  event: string;
  /** The activity that is cancelled, or the scope of the event sub-process. */
  around: ActivationId;
  sub: boolean;
}

function find(run: Run, thrower: ActivationId, code: string): Catcher | null {
  let id = thrower;
  for (;;) {
    const node = elementOf(run, id);
    const boundary = match(run, id, boundariesOf(run, id), code);
    if (boundary !== null) return { event: boundary, around: id, sub: false };
    const scope = activation(run, id).scope;
    if (scope === undefined) return null;
    const sub = isEventSubProcess(node) || activation(run, id).graph ? null : match(run, scope, eventsOf(run, scope), code);
    if (sub !== null) return { event: sub, around: scope, sub: true };
    id = scope;
  }
}

function match(run: Run, id: ActivationId, events: string[], code: string): string | null {
  const executable = executableOf(run, id);
  const catchers = events.flatMap((event) => {
    const { trigger } = catching(element(executable, event));
    return trigger?.on === 'error' ? [{ event, code: trigger.code }] : [];
  });
  const found = catchers.find((one) => one.code === code) ?? catchers.find((one) => one.code === null);
  return found?.event ?? null;
}

function isEventSubProcess(node: GraphElement): boolean {
  return node.kind === 'sub-process' && (node.data as { byEvent?: boolean }).byEvent === true;
}
