import type { SignedIn } from '../../db/accounts.ts';
import type { Trx } from '../../db/client.ts';
import { placesOf } from '../../db/interventions.ts';
import { dueBefore, putOff } from '../../db/resubmission.ts';
import { tellTask } from '../../db/task-news.ts';
import { noteIntervention } from '../board/interventions.ts';
import { ProblemError } from '../problems.ts';
import { openTask, ownTask } from './own-task.ts';

interface Wish {
  until: string;
  reason: string;
  untilReply?: boolean;
}
interface PutOffRow {
  task: string;
  problem: 'not-found' | 'task-not-yours' | 'task-gone' | 'missing-skill' | null;
  deadline: Date | null;
  promise: Date | null;
}

/** One's own task. @throws ProblemError not-found, task-gone, task-not-yours, missing-skill, in-the-past. */
export async function putOffOwn(trx: Trx, task: string, account: string, wish: Wish): Promise<void> {
  const until = inFuture(wish.until);
  await putOffAndTell(trx, await ownTask(trx, task, account), { ...wish, until, account });
}

/**
 * Several at once, in one order, so that two people never wait for each other. A lead puts off what others have and what nobody has, and it stays with them; everybody else their own.
 * @returns what takes all of it back, and whose hands have room now.
 * @throws ProblemError in-the-past.
 */
export async function putOffSeveral(
  trx: Trx,
  { account, tasks, ...wish }: Wish & { account: SignedIn; tasks: string[] },
): Promise<{ intervention: string | null; items: PutOffRow[]; owners: string[] }> {
  const until = inFuture(wish.until);
  const isLead = account.roles.includes('lead');
  const before = await placesOf(trx, tasks);
  const items: PutOffRow[] = [];
  const moved: { task: string; request: string }[] = [];
  const owners = new Set<string>();
  for (const id of tasks.toSorted()) {
    const task = await (isLead ? openTask(trx, id) : ownTask(trx, id, account.id)).catch(refusalOf);
    if (typeof task === 'string') {
      items.push({ task: id, problem: task, deadline: null, promise: null });
      continue;
    }
    await putOffAndTell(trx, task, { ...wish, until, account: account.id });
    items.push({ task: id, problem: null, ...(await dueBefore(trx, id, until)) });
    moved.push({ task: id, request: task.request });
    owners.add(task.assignee ?? account.id);
  }
  const intervention = await noteIntervention(trx, { lead: account.id, action: 'put-off', moved, before });
  return { intervention, items, owners: [...owners].toSorted() };
}

async function putOffAndTell(
  trx: Trx,
  { id: task, request, assignee }: { id: string; request: string; assignee: string | null },
  { until, reason, untilReply = false, account }: { until: Date; reason: string; untilReply?: boolean; account: string },
): Promise<void> {
  await putOff(trx, { task, until, reason, untilReply });
  const byLead = assignee !== null && assignee !== account ? { by: 'lead' } : {};
  const data = { until: until.toISOString(), reason, ...(untilReply ? { untilReply } : {}), ...byLead };
  await tellTask(trx, { task, request, account: assignee ?? account, kind: 'deferred', data, actor: { type: 'account', id: account } });
}

/** @throws ProblemError in-the-past. */
function inFuture(instant: string): Date {
  const at = new Date(instant);
  if (at.getTime() <= Date.now()) throw new ProblemError('in-the-past');
  return at;
}

/** Why one of several tasks cannot be put off; what is no refusal stops all. */
function refusalOf(error: unknown): NonNullable<PutOffRow['problem']> {
  const type = error instanceof ProblemError ? error.type : null;
  if (type === 'not-found' || type === 'task-not-yours' || type === 'task-gone' || type === 'missing-skill') return type;
  throw error;
}
