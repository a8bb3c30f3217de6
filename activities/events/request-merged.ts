import { accepted, type EventHandler, text } from './event.ts';

/** Another request goes on in its place: this one's process ends here. */
export const requestMerged: EventHandler = async (work, event) => {
  work.patch({ close_reason: 'merged' });
  work.timeline({ kind: 'merged-into', data: { request: text(event, 'into') } });
  return { engine: { type: 'cancel' }, answer: accepted };
};
