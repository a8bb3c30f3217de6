import type { EventHandler } from './event.ts';
import { reconsider } from './reconsider.ts';

/** A person says how urgent it is (1 is the highest); null: as its service level says, again. */
export const prioritySet: EventHandler = (work, event) => {
  const { clocks, priority: before } = work.request;
  const priority = event.payload.priority as number | null;
  if (event.payload.isTold !== true) work.timeline({ kind: 'priority-set', data: { priority, before } });
  if (clocks) {
    const { priority: _former, ...others } = clocks;
    work.patch({ clocks: { ...others, ...(priority === null ? {} : { priority }) } });
  }
  if (priority !== null) work.patch({ priority });
  return Promise.resolve(reconsider(work, { request: { priority } }));
};
