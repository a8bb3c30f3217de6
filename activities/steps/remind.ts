import { Type } from 'typebox';
import type { Trx } from '../../db/client.ts';
import { type Colleague, notify } from '../mail/notify.ts';
import { announceTask, bringUp, type OpenTask } from '../open-tasks.ts';
import { transactionStep } from './step.ts';

/** Tells the owner (or the leads) inside the house: the task comes up unread again, and who wants that gets a mail. */
export const remind = transactionStep({
  id: 'remind',
  title: { de: 'Erinnern', en: 'Remind' },
  input: Type.Object(
    { whom: Type.Union([Type.Literal('assignee'), Type.Literal('lead')]), reason: Type.String({ minLength: 1 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({}),
  async run(work, { whom, reason }) {
    const tasks = await bringUp(work);
    for (const task of tasks) announceTask(work, task);
    await notify(work, await wantReminder(work.trx, whom, tasks));
    work.timeline({ kind: 'reminded', data: { whom, reason } });
    return {};
  },
});

/** Of the owners, or of the leads. */
async function wantReminder(trx: Trx, whom: 'assignee' | 'lead', tasks: OpenTask[]): Promise<Colleague[]> {
  const owners = tasks.flatMap(({ assignee }) => (assignee ? [assignee] : []));
  if (whom === 'assignee' && owners.length === 0) return [];
  const wanting = trx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'language'])
    .where('active', '=', true)
    .where('mail_reminders', '=', true);
  return whom === 'assignee'
    ? wanting.where('id', 'in', owners).execute()
    : wanting.where((eb) => eb(eb.val('lead'), '=', eb.fn.any('roles'))).execute();
}
