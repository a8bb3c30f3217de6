import { nextHeld } from '../../db/held-replies.ts';
import { accepted, type EventHandler } from './event.ts';

/** An answer is held back, sent at another time or taken back: only the alarm clock changes. What it says goes out later, by an event of its own. */
export const replyHeld: EventHandler = async (work, event) => {
  const { until } = event.payload;
  work.patch({ held_until: await nextHeld(work.trx, work.request.id) });
  if (event.kind === 'reply-taken-back') work.timeline({ kind: 'reply-taken-back' });
  else if (typeof until === 'string') work.timeline({ kind: 'reply-held', data: { until } });
  work.announce({ entity: 'message', request: work.request.id });
  return { engine: null, answer: accepted };
};
