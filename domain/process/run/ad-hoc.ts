import type { AdHocData } from '../elements/ad-hoc-sub-process.ts';
import type { ActivationId, Variables } from '../types.ts';
import { condition, json } from './evaluate.ts';
import { activation, elementOf, type Run, send } from './run.ts';

/** Neither what undoes something nor an event sub-process is one of its own. */
export function isBranch(run: Run, id: ActivationId, scope: ActivationId): boolean {
  const { data } = elementOf(run, id);
  const byEvent = (data as { byEvent?: boolean } | null)?.byEvent === true;
  return activation(run, scope).adHoc !== undefined && activation(run, id).by === undefined && !byEvent;
}

/**
 * A token inside an ad-hoc sub-process has come to its end: what it gives is collected, and the next one of a sequence begins. Whether the sub-process is
 * done by its condition and cancels what is left. @throws Fault, before anything changes
 */
export function leaveBranch(run: Run, id: ActivationId, scope: ActivationId): boolean {
  const held = activation(run, scope);
  const { completion, cancelRemaining, output } = elementOf(run, scope).data as AdHocData;
  const { rest, outputs } = held.adHoc ?? { rest: [] };
  const collected = output && outputs ? { outputs: [...outputs, json(run, id, output.element)] } : {};
  const isDone = completion !== null && condition(run, id, completion, 'the completion condition');
  const [next, ...others] = isDone ? [] : rest;
  held.adHoc = { rest: others, ...collected };
  if (next !== undefined) send(run, next, scope, null);
  return isDone && cancelRemaining;
}

/** What an ad-hoc sub-process gives when it is done: its output collection. */
export function collectedBranches(run: Run, id: ActivationId): Variables {
  const { adHoc } = activation(run, id);
  if (!adHoc?.outputs) return {};
  const { output } = elementOf(run, id).data as AdHocData;
  return output ? { [output.collection]: adHoc.outputs } : {};
}
