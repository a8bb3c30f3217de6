import { accepted, type EventHandler, text } from './event.ts';

/** Somebody knows better what the customer wants: what follows for its service level, the process says. */
export const kindChanged: EventHandler = (work, event) => {
  const kind = text(event, 'kind');
  work.timeline({ kind: 'kind-changed', data: { kind, before: work.request.kind } });
  work.patch({ kind });
  return Promise.resolve({ engine: { type: 'message', name: 'kind-changed', key: null, variables: { kind } }, answer: accepted });
};
