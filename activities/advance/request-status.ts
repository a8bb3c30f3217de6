import type { RequestStatus } from '../../db/schema.ts';
import type { Position } from '../../domain/process/types.ts';
import type { RequestRow } from '../work.ts';

/** Derived, so that no step has to keep it true: a task → open; only other waits → waiting; over → closed or archived. */
export function statusOf(request: Pick<RequestRow, 'state' | 'archived_at'>, at: Position): RequestStatus {
  if (request.state?.status === 'running') {
    if (at.tasks.length > 0 || at.incidents.length > 0 || at.steps.length > 0) return 'open';
    return at.messages.some(({ name }) => name !== noticeDue) ? 'waiting' : 'open';
  }
  if (!request.state) return 'open';
  return request.archived_at ? 'archived' : 'closed';
}

/** "The customer must hear something now": what that is, the process says. It is no wait of its own. */
export const noticeDue = 'notice-due';
