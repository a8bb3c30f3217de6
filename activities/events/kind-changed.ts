import { type EventHandler, text } from './event.ts';
import { reconsider } from './reconsider.ts';

/** Somebody knows better what the customer wants. */
export const kindChanged: EventHandler = (work, event) => {
  const kind = text(event, 'kind');
  work.timeline({ kind: 'kind-changed', data: { kind, before: work.request.kind } });
  work.patch({ kind });
  return Promise.resolve(reconsider(work, { kind, request: { kind } }));
};
