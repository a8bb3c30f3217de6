import type { Completed } from '../state.ts';
import type { ActivationId } from '../types.ts';
import { startEventSubProcess } from './fire.ts';
import { end, finish, start } from './life-cycle.ts';
import { catching } from './listeners.ts';
import { activation, create, element, elementOf, executableOf, isEventSubProcess, passed, type Run } from './run.ts';

/** Begins to undo what has completed where the throwing event lies (OMG 10.5.7): an activity, or all, each completion once. */
export function compensate(run: Run, id: ActivationId, activity: string | null): void {
  activation(run, id).undo = completions(run, id, activity);
  proceed(run, id);
}

/** One handler is done: the next, in reverse order of completion; after the last the thrower goes on. */
export function proceed(run: Run, id: ActivationId): void {
  const at = activation(run, id);
  const [next, ...left] = at.undo ?? [];
  if (next) {
    at.undo = left;
    undo(run, id, ...next);
  } else if (at.by === undefined) {
    delete at.undo;
    finish(run, id, {});
  } else if (at.open === 0) end(run, id);
}

/** By its handler, in the scope where it completed; a sub-process without one opens again to undo what is inside. */
function undo(run: Run, by: ActivationId, scope: ActivationId, completed: Completed): void {
  const node = executableOf(run, scope).graph.elements[completed.element];
  if (node?.compensation) {
    const id = create(run, { element: node.compensation.handler, scope, by });
    passed(run, id, 'entered');
    start(run, id);
  } else if (node?.kind.endsWith('sub-process') === true) reopen(run, by, scope, completed);
  // Another version of the process, to which the request was moved, has nothing that would undo it.
  else proceed(run, by);
}

function reopen(run: Run, by: ActivationId, scope: ActivationId, completed: Completed): void {
  const id = create(run, { ...completed, scope, by, open: 0, undo: [] });
  passed(run, id, 'entered');
  const event = compensationStart(run, id);
  if (event === null) {
    activation(run, id).undo = taken(run, id, null);
    return proceed(run, id);
  }
  const sub = startEventSubProcess(run, event, id, false, {});
  if (sub !== null) activation(run, sub).by = id;
}

/** What the thrower sees: its own scope; from inside an event sub-process also the scope around that one. */
function completions(run: Run, thrower: ActivationId, activity: string | null): [ActivationId, Completed][] {
  const found: [ActivationId, Completed][] = [];
  for (let scope = activation(run, thrower).scope; scope !== undefined;) {
    found.push(...taken(run, scope, activity));
    scope = isEventSubProcess(elementOf(run, scope)) ? activation(run, scope).scope : undefined;
  }
  return found;
}

function taken(run: Run, scope: ActivationId, activity: string | null): [ActivationId, Completed][] {
  const at = activation(run, scope);
  const { done = [] } = at;
  const wanted = (one: Completed) => activity === null || one.element === activity;
  const left = done.filter((one) => !wanted(one));
  delete at.done;
  if (left.length > 0) at.done = left;
  return done
    .filter(wanted)
    .map((one): [ActivationId, Completed] => [scope, one])
    .reverse();
}

function compensationStart(run: Run, scope: ActivationId): string | null {
  const executable = executableOf(run, scope);
  const { events = [] } = elementOf(run, scope).data as { events?: string[] };
  return events.find((event) => catching(element(executable, event)).trigger.on === 'compensation') ?? null;
}
