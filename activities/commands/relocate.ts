import { announceTask } from '../open-tasks.ts';
import type { CommandRunner } from './command.ts';

/** The task stays with whoever has it: only what it is called, its form and its place on the diagram are others. */
export const relocate: CommandRunner<'relocate'> = async (work, { activation, graph, element, name, form }) => {
  const { trx, request } = work;
  const task = await trx
    .updateTable('task')
    .set({ graph, element, title: name, form })
    .where('request', '=', request.id)
    .where('activation', '=', activation)
    .where('state', 'in', ['waiting', 'assigned'])
    .returning(['id', 'assignee'])
    .executeTakeFirst();
  if (task) announceTask(work, task);
  else
    await trx
      .updateTable('incident')
      .set({ graph, element })
      .where('request', '=', request.id)
      .where('activation', '=', activation)
      .where('closed_at', 'is', null)
      .execute();
  return null;
};
