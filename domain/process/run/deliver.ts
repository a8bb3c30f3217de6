import type { Activation } from '../state.ts';
import type { ActivationId, EngineEvent } from '../types.ts';
import { broadcast } from './broadcast.ts';
import { empty, withdraw } from './cancel.ts';
import { migrate, restore } from '../migrate/migrate.ts';
import { fire } from './fire.ts';
import { attempt, stop } from './incident.ts';
import { reconsider } from './reconsider.ts';
import { reschedule } from './reschedule.ts';
import { begin, finish, leave, settle, start } from './life-cycle.ts';
import { keep, subscriber } from './kept.ts';
import { listenAgain } from './listeners.ts';
import { moveToken, setVariables, skip } from './operate.ts';
import { activation, type Run } from './run.ts';
import { callVariables, propagate } from './variables.ts';

type Of<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

/** Does what the event says to what waits for it. A stable code where nothing does; then nothing has happened. */
export function deliver(run: Run, event: EngineEvent): string | null {
  switch (event.type) {
    case 'start':
      return started(run, event);
    case 'timer':
      return timer(run, event);
    case 'message':
      return message(run, event);
    case 'signal':
      return signal(run, event);
    case 'task-completed':
    case 'step-completed':
      return completed(run, event);
    case 'step-error':
    case 'step-failed':
      return failed(run, event);
    case 'process-resolved':
      return resolved(run, event);
    case 'retry':
      return retry(run, event);
    case 'skip':
      return skip(run, event);
    case 'move-token':
      return moveToken(run, event);
    case 'set-variables':
      return setVariables(run, event);
    case 'reschedule':
      return reschedule(run, event);
    case 'reconsider':
      return reconsider(run, event);
    case 'migrate':
      return migrate(run, event);
    case 'restore':
      return restore(run, event);
    case 'overrun':
      run.state.overran = { ...run.state.overran, [event.element]: event.message };
      return null;
    case 'continue':
      return null;
    case 'cancel':
      return cancelled(run);
    default:
      return 'unknown-event';
  }
}

function started(run: Run, event: Of<'start'>): string | null {
  if (run.state.next > 0) return 'already-started';
  begin(run, event.graph, event.variables);
  return null;
}

function timer(run: Run, event: Of<'timer'>): string | null {
  const id = event.timer.replace(/:t$/, '');
  const wait = waitOf(run, id);
  if (wait?.for !== 'timer' || wait.firing !== event.firing) return 'timer-not-armed';
  // A timer that was due when it was armed is no wait: a loop around it must be found.
  if (!wait.due) run.state.unwaited = 0;
  fire(run, id, {});
  return null;
}

function message(run: Run, event: Of<'message'>): string | null {
  const id = subscriber(run.state, event);
  if (id === null) return keep(run, event) ? null : 'no-subscription';
  run.state.unwaited = 0;
  fire(run, id, event.variables);
  return null;
}

function signal(run: Run, event: Of<'signal'>): string | null {
  run.state.unwaited = 0;
  return broadcast(run, event.name, event.variables) ? null : 'no-subscription';
}

function completed(run: Run, event: Of<'task-completed' | 'step-completed'>): string | null {
  const wanted = event.type === 'task-completed' ? 'task' : 'step';
  if (waitOf(run, event.activation)?.for !== wanted) return 'not-waiting';
  if (wanted === 'task') run.state.unwaited = 0;
  finish(run, event.activation, event.variables);
  return null;
}

function failed(run: Run, event: Of<'step-error' | 'step-failed'>): string | null {
  const id = event.activation;
  if (waitOf(run, id)?.for !== 'step') return 'not-waiting';
  delete activation(run, id).wait;
  if (event.type === 'step-failed') stop(run, id, 'start', event.code, event.message);
  else run.thrown.push({ id, what: 'error', code: event.code, message: event.message, variables: event.variables });
  return null;
}

function resolved(run: Run, event: Of<'process-resolved'>): string | null {
  const wait = waitOf(run, event.activation);
  if (wait?.for !== 'process') return 'not-waiting';
  const { graph } = event;
  if (graph === null) {
    stop(run, event.activation, 'start', 'CALLED_ELEMENT_ERROR', `there is no published process "${wait.key}"`);
    return null;
  }
  attempt(run, event.activation, 'start', () => {
    const variables = callVariables(run, event.activation);
    settle(run, event.activation, { next: 'call', graph, variables });
  });
  return null;
}

function retry(run: Run, event: Of<'retry'>): string | null {
  const at = held(run, event.activation);
  if (!at?.incident) return 'no-incident';
  const { phase } = at.incident;
  run.state.unwaited = 0;
  if (run.state.overran) {
    const { [at.element]: _again, ...others } = run.state.overran;
    run.state.overran = others;
  }
  withdraw(run, event.activation);
  propagate(run, event.activation, event.variables);
  if (at.of !== undefined) attempt(run, event.activation, 'start', () => listenAgain(run, event.activation));
  else if (phase === 'start') start(run, event.activation);
  else if (phase === 'finish') finish(run, event.activation, {});
  else leave(run, event.activation);
  return null;
}

function cancelled(run: Run): string | null {
  const root = held(run, 'a0');
  if (!root) return 'not-running';
  empty(run, 'a0');
  run.state.status = 'cancelled';
  run.state.final = root.vars ?? {};
  delete run.state.on.a0;
  run.commands.push({ type: 'finished', outcome: 'cancelled' });
  return null;
}

function held(run: Run, id: ActivationId): Activation | null {
  return Object.hasOwn(run.state.on, id) ? activation(run, id) : null;
}

function waitOf(run: Run, id: ActivationId) {
  const at = held(run, id);
  return at?.incident ? null : at?.wait;
}
