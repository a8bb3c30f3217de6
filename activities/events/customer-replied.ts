import { openFollowUp } from '../../db/requests.ts';
import { announceTask, bringUp } from '../open-tasks.ts';
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
  for (const task of await bringUp(work, { deferred_until: null, defer_reason: null })) announceTask(work, task);
  work.timeline({ kind: 'customer-replied', message });
  work.announce({ entity: 'message', id: message, request: request.id });
  return { engine: { type: 'message', name: 'customer-replied', key: null, variables: {} }, answer: accepted };
};
