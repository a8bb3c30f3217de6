import { openFollowUp } from '../../db/requests.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** The customer wrote again: it wakes what waits for it, and the open task comes back up. On a request that is over it becomes a request of its own. */
export const customerReplied: EventHandler = async (work, event) => {
  const { trx, request } = work;
  const message = text(event, 'message');
  if (request.state?.status !== 'running') {
    const follow = await openFollowUp(trx, { of: request.id, message });
    work.deliverLater(follow.request, follow.event);
    work.timeline({ kind: 'followed-up', data: { by: follow.request } });
    return { engine: null, answer: { accepted: true, followUp: follow.request } };
  }
  const tasks = await trx
    .updateTable('task')
    .set({ unread: true, deferred_until: null, defer_reason: null })
    .where('request', '=', request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .returning(['id', 'assignee'])
    .execute();
  for (const task of tasks)
    work.announce({ entity: 'task', id: task.id, request: request.id, ...(task.assignee ? { account: task.assignee } : {}) });
  work.timeline({ kind: 'customer-replied', message });
  work.announce({ entity: 'message', id: message, request: request.id });
  return { engine: { type: 'message', name: 'customer-replied', key: null, variables: {} }, answer: accepted };
};
