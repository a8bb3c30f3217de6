import type { Variables } from '../../domain/process/types.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** This request waited for it when it was published. Where it does not any more, the message is kept for its next receiver here. */
export const messagePublished: EventHandler = async (work, event) => {
  const name = text(event, 'name');
  const { key, variables, until } = event.payload as { key?: string | null; variables?: Variables; until?: string };
  work.timeline({ kind: 'message-published', data: { name } });
  return {
    engine: { type: 'message', name, key: key ?? null, variables: variables ?? {}, ...(until === undefined ? {} : { until }) },
    answer: accepted,
  };
};
