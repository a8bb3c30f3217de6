import { FeelError } from '../feel/feel-error.ts';
import type { Phase } from '../state.ts';
import type { ActivationId } from '../types.ts';
import { activation, Fault, MissingGraph, processOf, type Run } from './run.ts';
import { allVisible } from './variables.ts';

/** Elements entered without a wait in between, after which a loop is assumed. */
export const LOOP_LIMIT = 10_000;

/**
 * Does one phase of an element; where it cannot be done, the element stops with an incident and all else goes on.
 * An element that overran its budget before is not tried again until someone retries it.
 */
export function attempt(run: Run, id: ActivationId, phase: Phase, work: () => void): void {
  const at = activation(run, id);
  run.announce?.(processOf(run, id).graph, at.element);
  const overran = run.state.overran?.[at.element];
  if (overran !== undefined) return stop(run, id, phase, 'OVERRUN', overran);
  try {
    work();
  } catch (error) {
    if (error instanceof MissingGraph) throw error;
    const code = error instanceof Fault || error instanceof FeelError ? error.code : 'ENGINE_ERROR';
    stop(run, id, phase, code, error instanceof Error ? error.message : String(error));
  }
}

/** Opens an incident; `phase` is what a retry does again. */
export function stop(run: Run, id: ActivationId, phase: Phase, code: string, message: string): void {
  const at = activation(run, id);
  delete at.wait;
  at.incident = { code, message, phase };
  run.commands.push({
    type: 'open-incident',
    activation: id,
    graph: processOf(run, id).graph,
    element: at.element,
    code,
    message,
    variables: allVisible(run, id),
  });
}
