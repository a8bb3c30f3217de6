import type { ActivationId } from '../types.ts';
import type { ConditionData } from '../triggers/condition.ts';
import { evaluate } from './evaluate.ts';
import { fire } from './fire.ts';
import { attempt, LOOP_LIMIT, stop } from './incident.ts';
import { catching } from './listeners.ts';
import { activation, elementOf, type Run } from './run.ts';
import { holder } from './variables.ts';

/**
 * Looks at the conditions that are waited for: at each once when it is armed, then at every change of a variable that it names and can see. One that holds
 * fires; a listener that does not interrupt stays and fires at each such change while it holds (the dialect's rule). Only `true` holds: a variable may
 * still be missing. @returns whether one fired
 */
export function fireConditions(run: Run): boolean {
  if (run.changes.length === 0) return false;
  const changes = run.changes.splice(0);
  run.watching = (run.watching ?? isWatching(run)) || changes.some((change) => 'armed' in change);
  if (!run.watching) return false;
  const due = Object.keys(run.state.on).filter((id) => concerns(run, id, changes) && holds(run, id));
  for (const id of due) {
    if (run.state.on[id]?.wait?.for !== 'condition') continue;
    run.state.unwaited += 1;
    if (run.state.unwaited > LOOP_LIMIT)
      stop(run, id, 'start', 'LOOP', 'the condition fires again and again: does it change its own variable?');
    else fire(run, id, {});
  }
  return due.length > 0;
}

function isWatching(run: Run): boolean {
  return Object.values(run.state.on).some(({ wait }) => wait?.for === 'condition');
}

function concerns(run: Run, id: ActivationId, changes: Run['changes']): boolean {
  const at = activation(run, id);
  if (at.wait?.for !== 'condition') return false;
  const { names, events } = catching(elementOf(run, id)).trigger as ConditionData;
  const from = at.of ?? id;
  return changes.some((change) =>
    'armed' in change
      ? change.armed === id
      : names.includes(change.name) && events.includes(change.event) && holder(run, from, change.name) === change.scope,
  );
}

/** Where it cannot be evaluated, the event itself gets the incident: what it listens for goes on. */
function holds(run: Run, id: ActivationId): boolean {
  let held = false;
  attempt(run, id, 'start', () => {
    const { condition } = catching(elementOf(run, id)).trigger as ConditionData;
    held = evaluate(run, activation(run, id).of ?? id, condition) === true;
  });
  return held;
}
