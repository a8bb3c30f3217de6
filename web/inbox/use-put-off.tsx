import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PutOff } from '../request/put-off-dialog.tsx';
import { api } from '../server/client.ts';
import { problemText } from '../server/problem-text.ts';
import { refreshTasks, useAct } from '../server/queries.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { complain, tell } from '../shell/toasts.tsx';

const PutOffDialog = lazy(() => import('../request/put-off-dialog.tsx'));

interface Picked {
  task: string | null;
  deadline: string | null;
}

/** Several tasks at once: later (s). Says how many of them lie after their deadline or promise then; one undo takes all of it back. */
export function usePutOff(picked: Picked[], onDone: () => void): { ask: () => void; may: boolean; isBusy: boolean; dialog: ReactNode } {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const tasks = [...new Set(picked.flatMap(({ task }) => task ?? []))];
  const putOff = useAct('POST /api/tasks/defer', {
    onDone: ({ items, intervention }) => {
      const done = items.filter(({ problem }) => problem === null);
      const late = done.filter(({ deadline, promise }) => deadline !== null || promise !== null).length;
      const text = [t('inbox.putOffDone', { count: done.length }), ...(late > 0 ? [t('inbox.putOffLate', { count: late })] : [])];
      if (intervention) tell(text.join(' '), { label: t('common.undo'), run: () => void takeBack(intervention) });
      if (done.length < items.length) complain(t('inbox.putOffRefused', { count: items.length - done.length }));
      refreshTasks();
      onDone();
    },
  });
  const ask = (): void => setOpen(true);
  const may = tasks.length > 0;
  useShortcut('putOff', may ? ask : undefined);
  const deadlines = picked.flatMap(({ deadline }) => deadline ?? []).toSorted();
  function choose({ until, reason, untilReply }: PutOff): void {
    putOff.mutate({ body: { tasks, until: until.toISOString(), reason, untilReply } });
  }
  const dialog = (
    <Suspense fallback={null}>
      {isOpen && <PutOffDialog deadline={deadlines[0] ?? null} promise={null} onClose={() => setOpen(false)} onChoose={choose} />}
    </Suspense>
  );
  return { ask, may, isBusy: putOff.isPending, dialog };
}

async function takeBack(id: string): Promise<void> {
  await api('POST /api/tasks/defer/:id/undo', { params: { id } }).catch((error: unknown) => complain(problemText(error)));
  refreshTasks();
}
