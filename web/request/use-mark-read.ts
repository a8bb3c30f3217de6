import { useEffect } from 'react';
import type { TaskDetail } from '../../api/types.ts';
import { api } from '../server/client.ts';
import { refreshTasks } from '../server/queries.ts';

/** Tells the server that the owner looks at the request, after a second: passing by with j and k is not reading. */
export function useMarkRead(task: TaskDetail | null, me: string): void {
  const own = task?.owner?.id === me ? task.id : null;
  useEffect(() => {
    if (!own) return undefined;
    const timer = setTimeout(() => {
      // Not worth a notice: the dot stays and the next visit tries again.
      void api('POST /api/tasks/:id/read', { params: { id: own } }).then(refreshTasks, () => undefined);
    }, 1000);
    return () => clearTimeout(timer);
  }, [own]);
}
