import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import { moveDrafts } from '../../db/interventions.ts';
import { insertMessage } from '../../db/messages.ts';
import { assignTo } from '../../db/routing.ts';
import { tellTask } from '../../db/task-news.ts';
import { ProblemError } from '../problems.ts';
import { ownTask } from './own-task.ts';

/**
 * A colleague who is there gets the task with its drafts and a note that says what is to know.
 * @throws ProblemError not-found, task-gone, task-not-yours, not-there, no-capacity, missing-skill.
 */
export async function handOver(
  trx: Trx,
  { task: id, from, to, note }: { task: string; from: { id: string; name: string }; to: string; note: string },
): Promise<void> {
  const task = await ownTask(trx, id, from.id);
  const colleague = await trx.selectFrom('account').select(['presence']).where('id', '=', to).where('active', '=', true).executeTakeFirst();
  if (!colleague) throw new ProblemError('not-found');
  if (colleague.presence === 'offline') throw new ProblemError('not-there');
  const refusal = await assignTo(trx, { task: task.id, account: to, from: from.id });
  if (refusal) throw new ProblemError(refusal);
  const { request } = task;
  await moveDrafts(trx, { request, from: from.id, to });
  const actor = { type: 'account' as const, id: from.id };
  const { channel } = await trx.selectFrom('request').select('channel').where('id', '=', request).executeTakeFirstOrThrow();
  const message = await insertMessage(trx, { request, type: 'note', channel, author: { account: from.id, name: from.name }, text: note });
  await trx
    .insertInto('timeline')
    .values({ request, kind: 'note', message, data: json({}), actor: json(actor) })
    .execute();
  await trx.updateTable('task').set({ unread: true }).where('id', '=', task.id).execute();
  await tellTask(trx, { task: task.id, request, account: to, kind: 'handed-over', data: { account: to }, actor });
  await announce(trx, [
    { entity: 'task', id: task.id, request, account: from.id },
    { entity: 'message', id: message, request },
  ]);
}
