import { api } from '../server/client.ts';
import { problemText } from '../server/problem-text.ts';
import { refreshRequest, refreshTasks } from '../server/queries.ts';
import { createStore } from '../shell/external-store.ts';
import { complain } from '../shell/toasts.tsx';

/** An answer that was taken back, and what its writer had seen: the composer opens with the draft as soon as that is here and the answer is gone. */
export const takenBack = createStore<{ request: string; message: string; seen: string | null } | null>(null);

/** Takes an answer back that has not gone out yet. It may be too late; then that is said. */
export async function takeBack(request: string, message: string): Promise<void> {
  try {
    const { seenMessage } = await api('POST /api/requests/:id/held/:message/take-back', { params: { id: request, message } });
    takenBack.set({ request, message, seen: seenMessage });
  } catch (error) {
    complain(problemText(error));
  }
  refreshRequest(request);
  refreshTasks();
}
