import { recordEvent } from '../../db/request-events.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** Another request goes on in its place: this one's process ends here, and what its customer was promised is the other's to keep. */
export const requestMerged: EventHandler = async (work, event) => {
  const into = text(event, 'into');
  const { trx, request, actor, at } = work;
  if (request.promise_due_at !== null) {
    const payload = { dueAt: request.promise_due_at.toISOString(), toldBy: 'merged' };
    const promise = await recordEvent(trx, {
      request: into,
      kind: 'promise-made',
      payload,
      actor,
      key: `promise:${event.id}`,
      occurredAt: at,
    });
    work.deliverLater(into, promise.id);
  }
  work.patch({ close_reason: 'merged' });
  work.timeline({ kind: 'merged-into', data: { request: into } });
  return { engine: { type: 'cancel' }, answer: accepted };
};
