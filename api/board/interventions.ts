import { audit } from '../../db/audit.ts';
import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import { changeOwn } from '../../db/accounts.ts';
import {
  type InterventionAction,
  interventionById,
  lockTasks,
  moveDrafts,
  type MovedTask,
  placesOf,
  putPlaceBack,
} from '../../db/interventions.ts';
import { type Assigned, assignTask, assignTo, putBack, type Refusal } from '../../db/routing.ts';
import type { Presence } from '../../db/schema.ts';
import { prioritiesSet, setPriorities } from '../../db/set-priorities.ts';
import { tellAssigned, tellTask } from '../../db/task-news.ts';
import type { Variables } from '../../domain/process/types.ts';
import type { RecordedEvent } from '../deliver.ts';
import { ProblemError } from '../problems.ts';
import { unlessExists } from '../unless-exists.ts';

export interface Refused {
  task: string;
  problem: Refusal;
}
interface Outcome {
  /** What takes it back; null where nothing changed. */
  intervention: string | null;
  done: number;
  /** Of these, how many somebody has now; the others wait. */
  given: number;
  drafts: number;
  refused: Refused[];
}

/**
 * Gives tasks to one person, or to the line, which finds somebody for each. Unsent drafts go with them.
 * @param to null: the line; whoever had a task does not get it back from there.
 */
export async function reassign(
  trx: Trx,
  { lead, tasks, to, overCapacity }: { lead: string; tasks: string[]; to: string | null; overCapacity: boolean },
): Promise<Outcome & { had: string[] }> {
  const actor = { type: 'account' as const, id: lead };
  const refused: Refused[] = [];
  const moved: { task: string; request: string; had: string | null; account: string | null }[] = [];
  const locked = await lockTasks(trx, tasks);
  const before = await placesOf(trx, tasks);
  let drafts = 0;
  // What the line gave with a task of the same customer; it may be one of these tasks, too.
  const along = new Map<string, Assigned>();
  const toLine = async (id: string, had: string | null): Promise<string | null> => {
    await putBack(trx, id);
    const [given, ...more] = await assignTask(trx, id, had);
    for (const one of more) along.set(one.task, one);
    return given?.account ?? null;
  };
  for (const { id, request, assignee } of locked) {
    if (to !== null && assignee === to) continue;
    const refusal = to === null ? null : await assignTo(trx, { task: id, account: to, from: null, byLead: true, overCapacity });
    if (refusal) {
      refused.push({ task: id, problem: refusal });
      continue;
    }
    const account = to ?? along.get(id)?.account ?? (await toLine(id, assignee));
    if (account !== null && assignee !== null) drafts += await moveDrafts(trx, { request, from: assignee, to: account });
    moved.push({ task: id, request, had: assignee, account });
  }
  await tellAssigned(trx, [...along.values()], 'push', actor);
  for (const { task, request, had, account } of moved) {
    if (along.has(task)) continue;
    const from = had ? { from: had } : {};
    if (account) await tellAssigned(trx, [{ task, request, account, ...from }], to ? 'lead' : 'push', actor);
    else await tellTask(trx, { task, request, account: had, kind: 'returned', data: { by: 'lead', ...from }, actor });
    if (account && had) await announce(trx, [{ entity: 'task', id: task, request, account: had }]);
  }
  const gone = tasks.filter((id) => !locked.some((task) => task.id === id));
  for (const task of gone) refused.push({ task, problem: 'task-gone' });
  const intervention = await noteIntervention(trx, { lead, action: 'reassigned', moved, before });
  const had = [...new Set(moved.flatMap((one) => one.had ?? []))].toSorted();
  const given = moved.filter(({ account }) => account !== null).length;
  return { intervention, done: moved.length, given, drafts, refused, had };
}

/** Before all others in the line, and how urgent it is called: its targets follow, when the events are delivered. @param priority 1 is the highest; null: as it is. */
export async function raise(
  trx: Trx,
  { lead, tasks, first, priority }: { lead: string; tasks: string[]; first: boolean; priority: number | null },
): Promise<Outcome & { events: RecordedEvent[] }> {
  const moved = await lockTasks(trx, tasks);
  const ids = moved.map(({ id }) => id);
  const before = await placesOf(trx, ids);
  if (ids.length > 0)
    await trx
      .updateTable('task')
      .set({ raised_at: first ? new Date() : null, ...(priority !== null && { priority }) })
      .where('id', 'in', ids)
      .execute();
  for (const { id, request, assignee } of moved)
    await tellTask(trx, {
      task: id,
      request,
      account: assignee,
      kind: first ? 'raised' : 'priority-set',
      data: priority === null ? {} : { priority },
      actor: { type: 'account', id: lead },
    });
  const tasksMoved = moved.map(({ id, request }) => ({ task: id, request }));
  const requests = [...new Set(moved.map(({ request }) => request))];
  const former = priority === null || requests.length === 0 ? {} : await prioritiesSet(trx, requests);
  const data = priority === null ? {} : { priority, former };
  const intervention = await noteIntervention(trx, { lead, action: 'raised', moved: tasksMoved, before, data });
  const priorities = Object.fromEntries(Object.keys(former).map((request) => [request, priority]));
  const events = intervention === null ? [] : await setPriorities(trx, { priorities, by: lead, deed: intervention });
  return { intervention, done: moved.length, given: 0, drafts: 0, refused: [], events };
}

/** @throws ProblemError not-found. */
export async function setPresence(
  trx: Trx,
  { lead, account, presence, reason }: { lead: string; account: string; presence: Presence; reason: string | null },
): Promise<{ intervention: string }> {
  const before = await trx
    .selectFrom('account')
    .select(['presence', 'presence_reason as reason'])
    .where('id', '=', account)
    .where('active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!before) throw new ProblemError('not-found');
  await changeOwn(trx, account, { presence, reason });
  await announce(trx, [{ entity: 'account', id: account, account }]);
  const data = { before: { ...before }, after: { presence, reason } };
  return { intervention: await audit(trx, { account: lead, action: 'presence-set', entity: 'account', id: account, data }) };
}

/**
 * Takes an intervention back: each task that is still as it was left, and the presence if nobody has changed it since.
 * @returns how much is as before again, and how much has moved on.
 * @throws ProblemError not-found; not-undoable where it was taken back before or nothing is left to take back.
 */
export async function undo(
  trx: Trx,
  { lead, id }: { lead: string; id: string },
): Promise<{ done: number; kept: number; account: string | null; events: RecordedEvent[] }> {
  const found = await interventionById(trx, id);
  if (!found) throw new ProblemError('not-found');
  const { action, account, data } = found;
  await unlessExists(
    () => audit(trx, { account: lead, action: 'undone', entity: 'audit', id, undoes: id, data: { action } }),
    'not-undoable',
  );
  if (action === 'presence-set') {
    await putPresenceBack(trx, account ?? '', data);
    return { done: 1, kept: 0, account, events: [] };
  }
  const tasks = data['tasks'] as unknown as MovedTask[];
  const locked = await lockTasks(
    trx,
    tasks.map(({ task }) => task),
  );
  let done = 0;
  const former = (data['former'] ?? {}) as Record<string, number | null>;
  const priorities: typeof former = {};
  for (const { id: task } of locked) {
    const moved = tasks.find((one) => one.task === task)!;
    if (!(await putPlaceBack(trx, moved, action))) continue;
    done += 1;
    const { request, before, after } = moved;
    if (request in former) priorities[request] = former[request] ?? null;
    if (before.assignee && after.assignee) await moveDrafts(trx, { request, from: after.assignee, to: before.assignee });
    const data = { ...handed('account', before.assignee, after.assignee), ...handed('from', after.assignee, before.assignee) };
    await tellTask(trx, {
      task,
      request,
      account: before.assignee,
      kind: 'intervention-undone',
      data,
      actor: { type: 'account', id: lead },
    });
    if (after.assignee) await announce(trx, [{ entity: 'task', id: task, request, account: after.assignee }]);
  }
  if (done === 0) throw new ProblemError('not-undoable');
  const events = await setPriorities(trx, { priorities, by: lead, deed: `undone ${id}` });
  return { done, kept: tasks.length - done, account: null, events };
}

/** Who has it back, or has it no longer; nobody where it stayed with the same person. */
const handed = (name: 'account' | 'from', one: string | null, other: string | null) => (one && one !== other ? { [name]: one } : {});

async function putPresenceBack(trx: Trx, account: string, data: Variables): Promise<void> {
  const { before, after } = data as unknown as Record<'before' | 'after', { presence: Presence; reason: string | null }>;
  const now = await trx.selectFrom('account').select('presence').where('id', '=', account).forNoKeyUpdate().executeTakeFirst();
  if (now?.presence !== after.presence) throw new ProblemError('not-undoable');
  await changeOwn(trx, account, before);
  await announce(trx, [{ entity: 'account', id: account, account }]);
}

/** Who, when and what was before; null where nothing was done. */
export async function noteIntervention(
  trx: Trx,
  {
    lead,
    action,
    moved,
    before,
    data = {},
  }: {
    lead: string;
    action: InterventionAction;
    moved: { task: string; request: string }[];
    before: Awaited<ReturnType<typeof placesOf>>;
    data?: Variables;
  },
): Promise<string | null> {
  if (moved.length === 0) return null;
  const ids = moved.map(({ task }) => task);
  const after = await placesOf(trx, ids);
  const tasks = moved.map(({ task, request }) => ({ task, request, before: { ...before.get(task)! }, after: { ...after.get(task)! } }));
  const single = ids.length === 1 ? { id: ids[0]! } : {};
  return audit(trx, { account: lead, action, entity: 'task', ...single, data: { ...data, tasks } });
}
