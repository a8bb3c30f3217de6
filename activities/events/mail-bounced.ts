import { bringUp } from '../open-tasks.ts';
import { accepted, type EventHandler } from './event.ts';

/** A mail of ours came back: no step of the process, but the people who wait for an answer must see it. */
export const mailBounced: EventHandler = async (work, event) => {
  await bringUp(work);
  work.timeline({ kind: 'mail-bounced', data: event.payload });
  return { engine: null, answer: accepted };
};
