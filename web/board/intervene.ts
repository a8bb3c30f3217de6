import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { api, type Reply } from '../server/client.ts';
import { problemText } from '../server/problem-text.ts';
import { refresh, refreshTasks } from '../server/queries.ts';
import { complain, forget, tell } from '../shell/toasts.tsx';

type Outcome = Reply<'POST /api/board/reassign'>;
export type Presence = 'available' | 'paused' | 'offline';

/** What a lead does from the board: says what came of it, with the way back. Each resolves to whether anything changed. */
export function useIntervene() {
  const { t } = useTranslation();
  return {
    reassign: (body: { tasks?: string[]; allOf?: string; to: string | null; overCapacity: boolean }, name: string | null) =>
      attempt(async () => {
        const outcome = await api('POST /api/board/reassign', { body });
        const { done: count, given, drafts } = outcome;
        const text = [
          name ? t('board.done.reassigned', { count, name }) : t('board.done.toLine', { given, waiting: count - given }),
          drafts > 0 && t('board.done.drafts', { count: drafts }),
        ];
        report(t, outcome, text.filter(Boolean).join(' '));
        return count > 0;
      }),
    raise: (tasks: string[], first: boolean, priority?: number) =>
      attempt(async () => {
        const outcome = await api('POST /api/board/raise', { body: { tasks, first, ...(priority !== undefined && { priority }) } });
        const { done: count } = outcome;
        report(t, outcome, first ? t('board.done.raised', { count }) : t('board.done.priority', { count }));
        return count > 0;
      }),
    setPresence: ({ id, name }: { id: string; name: string }, presence: Presence) =>
      attempt(async () => {
        const { intervention } = await api('PUT /api/board/agents/:id/presence', { params: { id }, body: { presence } });
        tell(t('board.done.presence', { name, state: t(`presence.${presence}`) }), wayBack(t, intervention));
        refreshBoard();
        return true;
      }),
    takeBack: (intervention: string) => takeBack(t, intervention),
  };
}

async function attempt(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    complain(problemText(error));
    return false;
  }
}

function report(t: TFunction, { intervention, done, refused }: Outcome, text: string): void {
  if (done > 0) tell(text, intervention ? wayBack(t, intervention) : undefined);
  for (const problem of new Set(refused.map((one) => one.problem))) {
    const count = refused.filter((one) => one.problem === problem).length;
    complain(t(`board.refused.${problem}`, { count }));
  }
  refreshBoard();
}

const wayBack = (t: TFunction, id: string) => ({ label: t('common.undo'), run: () => void takeBack(t, id), about: id });

const takeBack = (t: TFunction, id: string): Promise<boolean> =>
  attempt(async () => {
    const { done, kept } = await api('POST /api/board/interventions/:id/undo', { params: { id } });
    forget(id);
    tell(kept > 0 ? t('board.done.partlyUndone', { done, kept }) : t('board.done.undone'));
    refreshBoard();
    return true;
  });

function refreshBoard(): void {
  refreshTasks();
  refresh((name) => name === 'GET /api/session' || name === 'GET /api/audit');
}
