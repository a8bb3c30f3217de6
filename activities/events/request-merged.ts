import { recordEvent } from '../../db/request-events.ts';
import { remainingAt } from '../../domain/service-level/request-clocks.ts';
import { calendarsOf } from '../clocks.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** Another request goes on in its place: this one's process ends here; what its customer was promised, and the time that is left, are the other's to keep. */
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
  if (request.clocks) {
    const remaining = remainingAt(request.clocks.moves, await calendarsOf(work, request.clocks.numbers), at.toISOString());
    const joined = await recordEvent(trx, {
      request: into,
      kind: 'clocks-joined',
      payload: { remaining },
      actor,
      key: `clocks:${event.id}`,
      occurredAt: at,
    });
    work.deliverLater(into, joined.id);
  }
  work.patch({ close_reason: 'merged' });
  work.timeline({ kind: 'merged-into', data: { request: into } });
  return { engine: { type: 'cancel' }, answer: accepted };
};
