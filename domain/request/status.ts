import type { Position, State } from '../process/types.ts';

export type RequestStatus = 'open' | 'waiting' | 'closed' | 'archived';

/** Derived, so that no step has to keep it true: a task → open; only other waits → waiting; over → closed or archived. */
export function statusOf(request: { state: State | null; archived_at: Date | null }, at: Position): RequestStatus {
  if (request.state?.status === 'running') {
    if (at.tasks.length > 0 || at.incidents.length > 0 || at.steps.length > 0) return 'open';
    return at.messages.some(({ name }) => name !== noticeDue && name !== 'kind-changed') ? 'waiting' : 'open';
  }
  if (!request.state) return 'open';
  return request.archived_at ? 'archived' : 'closed';
}

/** "The customer must hear something now": what that is, the process says. It is no wait of its own. */
export const noticeDue = 'notice-due';
