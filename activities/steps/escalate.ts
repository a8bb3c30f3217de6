import { Type } from 'typebox';
import { transactionStep } from './step.ts';

/** The deadline is reached: the work goes to the top, the breach is recorded, the leads see it, a promise that is past is broken. */
export const escalate = transactionStep({
  id: 'escalate',
  title: { de: 'Eskalieren', en: 'Escalate' },
  input: Type.Object({ reason: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  output: Type.Object({}),
  async run(work, { reason }) {
    const { trx, request, at } = work;
    const tasks = await trx
      .updateTable('task')
      .set({ priority: 1, unread: true, raised_at: at })
      .where('request', '=', request.id)
      .where('state', 'in', ['waiting', 'assigned'])
      .returning(['id', 'assignee'])
      .execute();
    for (const task of tasks)
      work.announce({ entity: 'task', id: task.id, request: request.id, ...(task.assignee ? { account: task.assignee } : {}) });
    await trx
      .updateTable('promise')
      .set({ state: 'broken', settled_at: at })
      .where('request', '=', request.id)
      .where('state', '=', 'open')
      .where('due_at', '<=', at)
      .execute();
    work.patch({ priority: 1, breached_at: request.breached_at ?? at });
    work.timeline({ kind: 'escalated', data: { reason } });
    return {};
  },
});
