import { nextAlarm } from '../../domain/service-level/notice.ts';
import type { Position } from '../../domain/process/types.ts';
import { announceTask, bringUp } from '../open-tasks.ts';
import { endPromise } from '../promises.ts';
import type { RequestRow, Work } from '../work.ts';
import { statusOf } from '../../domain/request/status.ts';

export interface PromiseAlarm {
  /** `notice`: the customer must hear something; `promise`: the open promise breaks. */
  id: 'notice' | 'promise';
  at: Date;
}

/** What is due next to a customer who waits, beside the process's timers; null where nothing is owed. */
export function promiseAlarm(request: RequestRow, position: Position): PromiseAlarm | null {
  if (request.state?.status !== 'running') return null;
  const { owed_since, heard_at, noticed_at, promise_due_at: promise } = request;
  const isOwed = owed_since !== null && statusOf(request, position) === 'open';
  const next = nextAlarm({
    owedSince: isOwed ? owed_since.toISOString() : null,
    heardAt: heard_at?.toISOString() ?? null,
    noticedAt: noticed_at?.toISOString() ?? null,
    promiseAt: promise?.toISOString() ?? null,
  });
  return next && { id: next.id, at: new Date(next.at) };
}

/** Nothing came of the notice that was due (it was withheld, or the process draws none): people are told before the promise breaks. */
export async function tellUnnoticed(work: Work): Promise<void> {
  work.timeline({ kind: 'notice-withheld', data: promiseIn(work) });
  for (const task of await bringUp(work)) announceTask(work, task);
}

export async function breakPromise(work: Work): Promise<void> {
  work.timeline({ kind: 'promise-broken', data: promiseIn(work) });
  await endPromise(work, { met: 'broken' });
  for (const task of await bringUp(work)) announceTask(work, task);
}

const promiseIn = ({ request: { promise_due_at: at } }: Work) => (at ? { promiseAt: at.toISOString() } : {});
