import { sql } from 'kysely';
import { handOn } from './absences.ts';
import type { Trx } from './client.ts';
import { assignTask } from './routing.ts';
import { tellAssigned, tellTask } from './task-news.ts';

export interface PutOff {
  task: string;
  until: Date;
  reason: string;
  /** Until the customer answers, at the latest then. */
  untilReply: boolean;
}

export async function putOff(trx: Trx, { task, until, reason, untilReply }: PutOff): Promise<void> {
  await trx
    .updateTable('task')
    .set({ deferred_until: until, defer_reason: reason, until_reply: untilReply, resubmitted_at: null })
    .where('id', '=', task)
    .execute();
}

export async function bringBack(trx: Trx, task: string): Promise<void> {
  await trx
    .updateTable('task')
    .set({ deferred_until: null, defer_reason: null, until_reply: false, resubmitted_at: null })
    .where('id', '=', task)
    .execute();
}

/** What was promised to the customer and is due before: whoever puts a task off beyond that is warned. */
export async function dueBefore(trx: Trx, task: string, until: Date): Promise<{ deadline: Date | null; promise: Date | null }> {
  const row = await trx
    .selectFrom('task as t')
    .innerJoin('request as r', 'r.id', 't.request')
    .select(['t.due_at', 'r.promise_due_at'])
    .where('t.id', '=', task)
    .executeTakeFirst();
  const before = (at: Date | null | undefined) => (at && at < until ? at : null);
  return { deadline: before(row?.due_at), promise: before(row?.promise_due_at) };
}

/**
 * Tasks whose time has come lie on top again, unread, marked why: with whoever put them off, while that one is away with the deputy, else first in the line. An
 * answer that is held back rests its task too; that is no resubmission.
 * @returns how many.
 */
export async function resubmitDue(trx: Trx): Promise<number> {
  const { rows } = await sql<{ id: string; request: string; assignee: string | null }>`
    update task t set unread = true, resubmitted_at = now(), deferred_until = null, until_reply = false, raised_at = case when assignee is null then coalesce(raised_at, now()) else raised_at end
    where t.deferred_until <= now() and t.state in ('waiting', 'assigned') and not exists (select 1 from held_reply h where h.request = t.request)
    returning t.id, t.request, t.assignee`.execute(trx);
  for (const { id: task, request, assignee } of rows) {
    await tellTask(trx, { task, request, account: assignee, kind: 'resumed', actor: { type: 'system' } });
    if (assignee) await handOn(trx, { task, request, owner: assignee });
    else {
      await tellAssigned(trx, await assignTask(trx, task), 'push');
    }
  }
  return rows.length;
}
