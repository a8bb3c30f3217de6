import { cancel } from '../run/cancel.ts';
import { listen } from '../run/listeners.ts';
import { activation, elementOf, executable, Fault, processOf, type Run, send } from '../run/run.ts';
import { asEngineState, draftOf, type Activation, type Completed } from '../state.ts';
import type { ActivationId, EngineEvent, State } from '../types.ts';
import { planMigration } from './plan.ts';

type Of<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

/** Puts what runs in one version under another, where nothing stands against it; else the first obstacle's code. */
export function migrate(run: Run, { from, to, elements }: Of<'migrate'>): string | null {
  const plan = planMigration(run.state, executable(run, from).graph, executable(run, to).graph, elements);
  const [obstacle] = plan.obstacles;
  if (obstacle) return obstacle.code;
  run.state.unwaited = 0;
  const entering = Object.entries(plan.enter).map(([id, element]) => ({ element, scope: activation(run, id).scope ?? id }));
  for (const id of [...plan.end, ...Object.keys(plan.enter)]) if (run.state.on[id]) cancel(run, id);
  for (const id of plan.processes) Object.assign(activation(run, id), { graph: to, element: executable(run, to).graph.process });
  for (const [id, element] of Object.entries(plan.keep)) {
    if (!run.state.on[id]) continue;
    activation(run, id).element = element;
    relocate(run, id);
  }
  for (const id of [...plan.processes, ...Object.keys(plan.keep)]) if (run.state.on[id]) rename(activation(run, id), elements);
  try {
    for (const [id, events] of Object.entries(plan.arm)) arm(run, id, events);
  } catch (error) {
    if (error instanceof Fault) return 'event-not-armable';
    throw error;
  }
  for (const { element, scope } of entering) send(run, element, scope, null);
  return null;
}

/** Puts back an earlier state. Activation ids that were given out meanwhile are not given out again. */
export function restore(run: Run, { state }: Of<'restore'>): string | null {
  if (!canRestore(state, run.state)) return 'not-restorable';
  const former = asEngineState(state);
  run.state = { ...draftOf(former), next: Math.max(former.next, run.state.next) };
  for (const id of Object.keys(run.state.on)) relocate(run, id);
  return null;
}

/** An earlier state fits as long as the same people, steps and incidents are waited for: none would be done twice or lost. */
export function canRestore(former: State, now: State): boolean {
  const work = (state: State) =>
    Object.entries(asEngineState(state).on)
      .flatMap(([id, { wait, incident }]) => (wait?.for === 'task' || wait?.for === 'step' || incident ? [id] : []))
      .toSorted()
      .join(' ');
  return work(former) === work(now);
}

/** What can be compensated goes on under its new name; what the new version does not have is forgotten. */
function rename(at: Activation, elements: Record<string, string>): void {
  const renamed = (completed: Completed): Completed[] => {
    const element = Object.hasOwn(elements, completed.element) ? elements[completed.element] : undefined;
    return element === undefined ? [] : [{ ...completed, element, ...(completed.done ? { done: completed.done.flatMap(renamed) } : {}) }];
  };
  if (at.done) at.done = at.done.flatMap(renamed);
  if (at.undo) at.undo = at.undo.flatMap(([scope, completed]) => renamed(completed).map((one): [ActivationId, Completed] => [scope, one]));
}

function arm(run: Run, id: ActivationId, events: string[]): void {
  const at = activation(run, id);
  const boundaries = new Set(elementOf(run, id).boundaries);
  listen(
    run,
    id,
    events.filter((event) => boundaries.has(event)),
    at.scope ?? id,
  );
  const inner = events.filter((event) => !boundaries.has(event));
  listen(run, id, inner, elementOf(run, id).kind === 'event-based-gateway' ? (at.scope ?? id) : id);
  if (!at.graph) at.armed = true;
}

/** What people see of an activation names its element and version. */
function relocate(run: Run, id: ActivationId): void {
  const at = activation(run, id);
  if (at.wait?.for !== 'task' && !at.incident) return;
  const { name, data } = elementOf(run, id);
  const { form = null } = (data ?? {}) as { form?: string | null };
  run.commands.push({
    type: 'relocate',
    activation: id,
    graph: processOf(run, id).graph,
    element: at.element,
    name: name ?? at.element,
    form,
  });
}
