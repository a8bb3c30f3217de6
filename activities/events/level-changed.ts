import type { EventHandler } from './event.ts';
import { reconsider } from './reconsider.ts';

/** By what it is owed something else: a table that counts for open requests too (`graph`, whose process names it), or the calendar of its topic. */
export const levelChanged: EventHandler = (work, event) => {
  const { clocks } = work.request;
  const { graph, topic } = event.payload;
  if (clocks && typeof graph === 'string') work.patch({ clocks: { ...clocks, table: graph } });
  work.timeline({ kind: 'level-changed', data: { ...(graph ? { graph } : {}), ...(topic ? { topic } : {}) } });
  return Promise.resolve(reconsider(work, {}));
};
