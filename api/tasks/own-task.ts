import type { Trx } from '../../db/client.ts';
import { assignTo } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import { lockTask, taskById, type TaskRow } from '../../db/tasks.ts';
import { ProblemError } from '../problems.ts';

type LockedTask = NonNullable<Awaited<ReturnType<typeof lockTask>>>;

/** @throws ProblemError not-found. */
export async function detailOf(trx: Trx, id: string): Promise<TaskRow> {
  const task = await taskById(trx, id);
  if (!task) throw new ProblemError('not-found');
  return task;
}

/** Locks a task that can still be worked on. @throws ProblemError not-found, task-gone. */
export async function openTask(trx: Trx, id: string): Promise<LockedTask> {
  const task = await lockTask(trx, id);
  if (!task) throw new ProblemError('not-found');
  if (task.state === 'completed' || task.state === 'cancelled') throw new ProblemError('task-gone');
  return task;
}

/**
 * Locks the caller's own task. A task that nobody has becomes the caller's without asking, above capacity too (it is being done already);
 * a colleague's never does.
 * @throws ProblemError not-found, task-gone, task-not-yours (with its owner), missing-skill.
 */
export async function ownTask(trx: Trx, id: string, account: string): Promise<LockedTask> {
  const task = await openTask(trx, id);
  if (task.assignee === account) return task;
  if (task.assignee !== null) throw new ProblemError('task-not-yours', { owner: (await detailOf(trx, id)).owner });
  const refusal = await assignTo(trx, { task: id, account, from: null, overCapacity: true });
  if (refusal) throw new ProblemError(refusal);
  await tellAssigned(trx, [{ task: id, request: task.request, account }], 'take', { type: 'account', id: account });
  return task;
}
