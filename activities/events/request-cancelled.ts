import { accepted, type EventHandler, text } from './event.ts';

export const requestCancelled: EventHandler = async (work, event) => {
  const reason = text(event, 'reason');
  work.patch({ close_reason: reason });
  work.timeline({ kind: 'request-cancelled', data: { reason } });
  return { engine: { type: 'cancel' }, answer: accepted };
};
