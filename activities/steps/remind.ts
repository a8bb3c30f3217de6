import { Type } from 'typebox';
import { transactionStep } from './step.ts';

/** Tells the owner (or the leads) inside the house; the task comes up unread again. */
export const remind = transactionStep({
  id: 'remind',
  title: { de: 'Erinnern', en: 'Remind' },
  input: Type.Object(
    { whom: Type.Union([Type.Literal('assignee'), Type.Literal('lead')]), reason: Type.String({ minLength: 1 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({}),
  async run(work, { whom, reason }) {
    const tasks = await work.trx
      .updateTable('task')
      .set({ unread: true })
      .where('request', '=', work.request.id)
      .where('state', 'in', ['waiting', 'assigned'])
      .returning(['id', 'assignee'])
      .execute();
    for (const task of tasks)
      work.announce({ entity: 'task', id: task.id, request: work.request.id, ...(task.assignee ? { account: task.assignee } : {}) });
    work.timeline({ kind: 'reminded', data: { whom, reason } });
    return {};
  },
});
