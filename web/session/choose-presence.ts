import type { Session } from '../../api/types.ts';
import { refresh, useAct } from '../server/queries.ts';
import { keepSession, useMe } from './session.ts';

export const presences = ['available', 'paused', 'after-work', 'offline'] as const;

/** Becoming available brings work. Shown at once, taken back if the server refuses. */
export function useChoosePresence(): (presence: Session['presence'], reason?: string | null) => void {
  const me = useMe();
  const change = useAct('PATCH /api/session', {
    onDone: keepSession,
    onProblem: () => {
      refresh((name) => name === 'GET /api/session');
      return false;
    },
  });
  return (presence, presenceReason = null) => {
    keepSession({ ...me, presence, presenceReason });
    change.mutate({ body: { presence, presenceReason } });
  };
}
