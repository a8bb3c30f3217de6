import type { Completed } from '../state.ts';
import type { ActivationId } from '../types.ts';
import { catching, eventsOf } from './listeners.ts';
import { activation, element, elementOf, executableOf, type Run } from './run.ts';

/**
 * Notes in its scope that an activity has completed, where it can be compensated: it has a handler, or something inside
 * that has one. A multi-instance activity with a handler counts once, one without hands on what its instances noted.
 */
export function note(run: Run, id: ActivationId): void {
  const { scope, by, terminated } = activation(run, id);
  if (scope === undefined || by !== undefined || terminated) return;
  const noted = completions(run, id);
  if (noted.length === 0) return;
  const around = activation(run, scope);
  around.done = [...(around.done ?? []), ...noted];
}

function completions(run: Run, id: ActivationId): Completed[] {
  const { element: completed, n, loop, done, vars } = activation(run, id);
  if (elementOf(run, id).compensation) return n === undefined ? [{ element: completed }] : [];
  if (loop) return done ?? [];
  if (!done && !compensates(run, id)) return [];
  return [{ element: completed, ...(vars ? { vars } : {}), ...(done ? { done } : {}) }];
}

/** It holds an event sub-process that begins with a compensation. */
function compensates(run: Run, id: ActivationId): boolean {
  const executable = executableOf(run, id);
  return eventsOf(run, id).some((event) => catching(element(executable, event)).trigger?.on === 'compensation');
}
