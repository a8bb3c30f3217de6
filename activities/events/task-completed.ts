import type { Variables } from '../../domain/process/types.ts';
import type { Work } from '../work.ts';
import { announceTask } from '../open-tasks.ts';
import { keepPromise } from '../promises.ts';
import { accepted, type EngineInput, type EventHandler, text } from './event.ts';

export const taskCompleted: EventHandler = async (work, event) => {
  const outcome = text(event, 'outcome');
  const engine = await completeTask(work, text(event, 'task'), outcome, (event.payload.variables as Variables | undefined) ?? {});
  // Answered otherwise than by mail, by phone say.
  if (engine && outcome === 'answered') await keepPromise(work);
  return engine ? { engine, answer: accepted } : { engine: null, answer: { accepted: false, code: 'task-gone' } };
};

/** @returns null where the task is no longer open: somebody, or the process, was faster. */
export async function completeTask(work: Work, task: string, outcome: string, variables: Variables): Promise<EngineInput | null> {
  const completed = await work.trx
    .updateTable('task')
    .set({ state: 'completed', outcome, completed_at: work.at, deferred_until: null })
    .where('id', '=', task)
    .where('request', '=', work.request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .returning(['id', 'activation', 'element', 'graph', 'assignee'])
    .executeTakeFirst();
  if (!completed) return null;
  work.timeline({ kind: 'task-completed', data: { task, outcome }, element: completed.element, graph: completed.graph });
  announceTask(work, completed);
  return { type: 'task-completed', activation: completed.activation, variables: { ...variables, outcome } };
}
