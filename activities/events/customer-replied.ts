import { openFollowUp } from '../../db/requests.ts';
import { moveClocks } from '../clocks.ts';
import { announceTask, bringUp } from '../open-tasks.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** A reply that came longer ago is no answer to what the process asks now, milliseconds. */
const keptFor = 3_600_000;

/** The customer wrote again: it wakes what waits for it, and the open task comes back up. On a request that is over it becomes a request of its own. */
export const customerReplied: EventHandler = async (work, event) => {
  const { trx, request, at } = work;
  const message = text(event, 'message');
  if (request.state?.status !== 'running') {
    const follow = await openFollowUp(trx, { of: request.id, message });
    work.deliverLater(follow.request, follow.event);
    work.timeline({ kind: 'followed-up', data: { by: follow.request } });
    return { engine: null, answer: { accepted: true, followUp: follow.request } };
  }
  work.patch({ owed_since: request.owed_since ?? at });
  moveClocks(work, { type: 'customer-replied' });
  const tasks = await bringUp(work, { deferred_until: null, defer_reason: null, until_reply: false });
  for (const task of tasks) announceTask(work, task);
  work.timeline({ kind: 'customer-replied', message });
  work.announce({ entity: 'message', id: message, request: request.id });
  // Whoever has a task sees the reply there; with nobody at work the process must not miss it just because it is not waiting yet.
  const until = tasks.length > 0 ? {} : { until: new Date(at.getTime() + keptFor).toISOString() };
  return { engine: { type: 'message', name: 'customer-replied', key: null, variables: {}, ...until }, answer: accepted };
};
