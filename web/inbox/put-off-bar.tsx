import { Button } from '@mantine/core';
import { IconClockPause, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskItem } from '../../api/types.ts';
import type { PutOff } from '../request/put-off-dialog.tsx';
import { api } from '../server/client.ts';
import { refreshTasks, useAct } from '../server/queries.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { complain, tell } from '../shell/toasts.tsx';

const PutOffDialog = lazy(() => import('../request/put-off-dialog.tsx'));

/** Several own tasks at once: later. Says how many of them lie after their deadline or promise then, and can be undone. */
export function PutOffBar({ picked, onNone }: { picked: TaskItem[]; onNone: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const tasks = picked.flatMap(({ task }) => task ?? []);
  const putOff = useAct('POST /api/tasks/defer', {
    onDone: ({ items }) => {
      const done = items.filter(({ problem }) => problem === null);
      const late = done.filter(({ deadline, promise }) => deadline !== null || promise !== null).length;
      const undo = async (): Promise<void> => {
        for (const { task } of done) await api('DELETE /api/tasks/:id/defer', { params: { id: task } });
        refreshTasks();
      };
      const text = [t('inbox.putOffDone', { count: done.length }), ...(late > 0 ? [t('inbox.putOffLate', { count: late })] : [])];
      if (done.length > 0) tell(text.join(' '), { label: t('common.undo'), run: () => void undo() });
      if (done.length < items.length) complain(t('inbox.putOffRefused', { count: items.length - done.length }));
      refreshTasks();
      onNone();
    },
  });
  useShortcut('putOff', tasks.length > 0 ? () => setOpen(true) : undefined);
  if (picked.length === 0) return null;
  const deadlines = picked.flatMap(({ deadline }) => deadline ?? []).toSorted();
  function choose({ until, reason, untilReply }: PutOff): void {
    putOff.mutate({ body: { tasks, until: until.toISOString(), reason, untilReply } });
  }
  return (
    <footer className="inbox__picked">
      <span>{t('inbox.picked', { count: picked.length })}</span>
      <Button
        size="compact-sm"
        leftSection={<IconClockPause size={15} aria-hidden />}
        loading={putOff.isPending}
        onClick={() => setOpen(true)}
      >
        {t('actions.putOff')} <kbd aria-hidden>s</kbd>
      </Button>
      <Button size="compact-sm" variant="subtle" leftSection={<IconX size={13} aria-hidden />} onClick={onNone}>
        {t('inbox.pickNone')}
      </Button>
      <Suspense fallback={null}>
        {isOpen && <PutOffDialog deadline={deadlines[0] ?? null} promise={null} onClose={() => setOpen(false)} onChoose={choose} />}
      </Suspense>
    </footer>
  );
}
