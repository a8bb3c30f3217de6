import { Type } from 'typebox';
import { announceTask, bringUp } from '../open-tasks.ts';
import { transactionStep } from './step.ts';

/** The deadline is reached: the breach is recorded and the leads see it; whether the work comes first is the policy of the line. */
export const escalate = transactionStep({
  id: 'escalate',
  title: { de: 'Eskalieren', en: 'Escalate' },
  input: Type.Object({ reason: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  output: Type.Object({}),
  async run(work, { reason }) {
    const { request, at } = work;
    for (const task of await bringUp(work, { priority: 1, escalated_at: at })) announceTask(work, task);
    work.patch({ priority: 1, breached_at: request.breached_at ?? at });
    work.timeline({ kind: 'escalated', data: { reason } });
    return {};
  },
});
