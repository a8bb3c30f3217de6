import type { ActivationId, Variables } from '../types.ts';
import { nextFiring } from '../triggers/timer.ts';
import { cancel, empty } from './cancel.ts';
import { finish, happen } from './life-cycle.ts';
import { attempt } from './incident.ts';
import { catching, listen, served } from './listeners.ts';
import { activation, create, element, elementOf, executableOf, passed, remove, type Run } from './run.ts';

/** What an activation waited for has come: it goes on, or what it listens for begins. */
export function fire(run: Run, id: ActivationId, variables: Variables): void {
  const listener = served(run, id);
  if (!listener) return finish(run, id, variables);
  const { scope, of } = listener;
  const { element: event } = activation(run, id);
  const node = elementOf(run, id);
  if (node.kind === 'catch-event') {
    passed(run, of, 'left');
    settleRace(run, of);
    return happen(run, event, scope, variables);
  }
  const { interrupting } = catching(node);
  if (!interrupting) again(run, id);
  if (node.kind === 'start-event') return void startEventSubProcess(run, event, scope, interrupting, variables);
  fireBoundary(run, of, event, interrupting, variables);
}

/** A boundary event happens; where it interrupts a compensation handler, that one is done. */
export function fireBoundary(run: Run, host: ActivationId, event: string, interrupting: boolean, variables: Variables): void {
  const { scope, by } = activation(run, host);
  if (scope === undefined) return;
  if (interrupting) cancel(run, host);
  happen(run, event, scope, variables);
  if (interrupting && by !== undefined) run.thrown.push({ id: by, what: 'compensated' });
}

/** Begins an event sub-process in its scope by its start event. */
export function startEventSubProcess(
  run: Run,
  event: string,
  scope: ActivationId,
  interrupting: boolean,
  variables: Variables,
): ActivationId | null {
  const inside = element(executableOf(run, scope), event).scope;
  if (inside === null) return null;
  if (interrupting) empty(run, scope);
  const id = create(run, { element: inside, scope, open: 0 });
  passed(run, id, 'entered');
  const { events } = elementOf(run, id).data as { events: string[] };
  attempt(run, id, 'start', () => {
    listen(run, id, events, id);
    happen(run, event, id, variables);
  });
  return id;
}

/** A listener that does not interrupt: a message may come again, a timer as often as its cycle says. */
function again(run: Run, id: ActivationId): void {
  const at = activation(run, id);
  if (at.wait?.for !== 'timer') return;
  const next = nextFiring(at.wait, run.event.at);
  if (next) at.wait = next;
  else remove(run, id);
}

/** The gateway and all that listened for it are gone, without any of them having been cancelled by someone. */
function settleRace(run: Run, gateway: ActivationId): void {
  for (const [id, held] of Object.entries(run.state.on)) if (held.of === gateway) remove(run, id);
  remove(run, gateway);
}
