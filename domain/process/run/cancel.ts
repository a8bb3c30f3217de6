import type { ActivationId } from '../types.ts';
import { activation, passed, remove, servants, within, type Run } from './run.ts';

/** Ends an activation and all inside and around it that lives by it; its scope is not looked at. */
export function cancel(run: Run, id: ActivationId): void {
  empty(run, id);
  for (const other of servants(run, id)) if (run.state.on[other]) cancel(run, other);
  withdraw(run, id);
  if (activation(run, id).of === undefined && !activation(run, id).graph) passed(run, id, 'cancelled');
  remove(run, id);
}

/** Ends all that is inside a scope, except `spare`; the scope itself stays, and so do its boundary events. */
export function empty(run: Run, scope: ActivationId, spare?: ActivationId): void {
  for (const id of within(run, scope)) if (id !== spare && run.state.on[id]) cancel(run, id);
  const before = run.state.queue.length;
  run.state.queue = run.state.queue.filter(([, at]) => at !== scope);
  const held = activation(run, scope);
  if (held.open !== undefined) held.open -= before - run.state.queue.length;
}

/** Takes back what the outside was asked for. */
export function withdraw(run: Run, id: ActivationId): void {
  const held = activation(run, id);
  if (held.incident) run.commands.push({ type: 'close-incident', activation: id });
  else if (held.wait?.for === 'task') run.commands.push({ type: 'cancel-task', activation: id });
  else if (held.wait?.for === 'step') run.commands.push({ type: 'cancel-step', activation: id });
  delete held.incident;
  delete held.wait;
}
