import { Button } from '@mantine/core';
import { IconPlayerTrackNextFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { NextTask } from '../../api/types.ts';
import { refreshTasks, useAct } from '../server/queries.ts';
import { createStore } from '../shell/external-store.ts';
import { useKeysHeld, useShortcut } from '../shell/shortcuts.ts';
import { tell } from '../shell/toasts.tsx';

/** What was handed out last, so its request can say why it was its turn. */
export const handedOut = createStore<NextTask | null>(null);

/** Takes what comes next and opens it: from the line, else of one's own. */
export function useNextTask(): { take: () => void; busy: boolean } {
  const { t } = useTranslation();
  const [location, go] = useLocation();
  const next = useAct('POST /api/tasks/next', {
    onDone: (next) => {
      const { task, reason } = next;
      refreshTasks();
      if (!task) {
        tell(t(`next.none.${reason ?? 'nothing-waiting'}`));
        return;
      }
      // Said once, not before each of one's own.
      if (reason && !handedOut.get()?.reason) tell(t('next.own'));
      handedOut.set(next);
      go(`/tasks/mine/${task.request}`);
    },
  });
  useKeysHeld(next.isPending);
  const open = /^\/tasks\/[a-z-]+\/([0-9a-f-]{36})/.exec(location)?.[1];
  return { take: () => next.mutate({ query: open ? { except: open } : {} }), busy: next.isPending };
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
