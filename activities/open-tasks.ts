import type { Updateable } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Work } from './work.ts';

export interface OpenTask {
  id: string;
  assignee: string | null;
}

/** Something happened that whoever works on the request must see: its open tasks come up unread. */
export function bringUp({ trx, request }: Work, change: Updateable<Database['task']> = {}): Promise<OpenTask[]> {
  return trx
    .updateTable('task')
    .set({ unread: true, ...change })
    .where('request', '=', request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .returning(['id', 'assignee'])
    .execute();
}

/** News of a task for lists and for whoever has it. */
export function announceTask(work: Work, { id, assignee }: OpenTask): void {
  work.announce({ entity: 'task', id, request: work.request.id, ...(assignee ? { account: assignee } : {}) });
}
