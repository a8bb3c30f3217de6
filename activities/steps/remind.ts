import { Type } from 'typebox';
import { announceTask, bringUp } from '../open-tasks.ts';
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
    for (const task of await bringUp(work)) announceTask(work, task);
    work.timeline({ kind: 'reminded', data: { whom, reason } });
    return {};
  },
});
