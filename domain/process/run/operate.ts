import { isEntered } from '../migrate/targets.ts';
import type { EngineEvent } from '../types.ts';
import { cancel, empty, withdraw } from './cancel.ts';
import { fire } from './fire.ts';
import { finish, leave } from './life-cycle.ts';
import { activation, elementOf, executableOf, type Run, send } from './run.ts';
import { propagate } from './variables.ts';

type Of<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

/** An operator takes a token from where it stands to another element of the same scope. */
export function moveToken(run: Run, { activation: id, element }: Of<'move-token'>): string | null {
  const at = Object.hasOwn(run.state.on, id) ? run.state.on[id] : undefined;
  if (!at || at.graph || at.of !== undefined || at.scope === undefined || at.n !== undefined || at.by !== undefined) return 'not-waiting';
  const { elements } = executableOf(run, id).graph;
  const target = Object.hasOwn(elements, element) ? elements[element] : undefined;
  if (!target || !isEntered(target)) return 'target-unknown';
  if (target.scope !== elementOf(run, id).scope) return 'scope-changed';
  run.state.unwaited = 0;
  cancel(run, id);
  send(run, element, at.scope, null);
  return null;
}

/** An operator corrects variables, as seen from an activation or of the whole process. */
export function setVariables(run: Run, { activation: id, variables }: Of<'set-variables'>): string | null {
  const from = id ?? 'a0';
  if (!Object.hasOwn(run.state.on, from)) return 'not-waiting';
  propagate(run, from, variables);
  return null;
}

/** An incident's element counts as done, with what an operator says that it has given. */
export function skip(run: Run, { activation: id, variables }: Of<'skip'>): string | null {
  const phase = run.state.on[id]?.incident?.phase;
  if (!phase) return 'no-incident';
  run.state.unwaited = 0;
  withdraw(run, id);
  empty(run, id);
  delete activation(run, id).result;
  if (activation(run, id).of !== undefined) fire(run, id, variables);
  else if (phase !== 'flows') finish(run, id, variables);
  else {
    propagate(run, id, variables);
    leave(run, id);
  }
  return null;
}
