import { Type } from 'typebox';
import { announceTask, bringUp } from '../open-tasks.ts';
import { transactionStep } from './step.ts';

/** The deadline is reached: the work goes to the top, the breach is recorded, the leads see it. */
export const escalate = transactionStep({
  id: 'escalate',
  title: { de: 'Eskalieren', en: 'Escalate' },
  input: Type.Object({ reason: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  output: Type.Object({}),
  async run(work, { reason }) {
    const { request, at } = work;
    for (const task of await bringUp(work, { priority: 1, raised_at: at })) announceTask(work, task);
    work.patch({ priority: 1, breached_at: request.breached_at ?? at });
    work.timeline({ kind: 'escalated', data: { reason } });
    return {};
  },
});
