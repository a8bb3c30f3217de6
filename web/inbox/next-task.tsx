import { Button } from '@mantine/core';
import { IconPlayerTrackNextFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { TaskItem } from '../../api/types.ts';
import { refreshTasks, useAct } from '../server/queries.ts';
import { createStore } from '../shell/external-store.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { tell } from '../shell/toasts.tsx';

/** The task that was handed out last, so its request can say why it was its turn. */
export const handedOut = createStore<TaskItem | null>(null);

/** Takes what comes next by service level and opens it. */
export function useNextTask(): { take: () => void; busy: boolean } {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const next = useAct('POST /api/tasks/next', {
    onDone: ({ task, reason }) => {
      refreshTasks();
      if (!task) {
        tell(t(`next.none.${reason ?? 'nothing-waiting'}`));
        return;
      }
      handedOut.set(task);
      go(`/tasks/mine/${task.request}`);
    },
  });
  return { take: () => next.mutate({}), busy: next.isPending };
}

export function NextTaskButton({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation();
  const { take, busy } = useNextTask();
  useShortcut('next', busy ? undefined : take);
  const label = t('next.action');
  return (
    <Button
      className="next-task"
      fullWidth={!narrow}
      px={narrow ? 0 : 'sm'}
      loading={busy}
      aria-label={label}
      title={`${label} (n)`}
      aria-keyshortcuts="n"
      onClick={take}
    >
      <IconPlayerTrackNextFilled size={16} aria-hidden />
      {!narrow && <span className="next-task__label">{label}</span>}
    </Button>
  );
}
