import { Button } from '@mantine/core';
import { IconClockPause, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TaskItem } from '../../api/types.ts';
import { usePutOff } from './use-put-off.tsx';

/** What can be done with the picked tasks: later. */
export function PutOffBar({ picked, onNone }: { picked: TaskItem[]; onNone: () => void }) {
  const { t } = useTranslation();
  const { ask, may, isBusy, dialog } = usePutOff(picked, onNone);
  if (picked.length === 0) return null;
  return (
    <footer className="inbox__picked">
      <span>{t('inbox.picked', { count: picked.length })}</span>
      <Button size="compact-sm" leftSection={<IconClockPause size={15} aria-hidden />} disabled={!may} loading={isBusy} onClick={ask}>
        {t('actions.putOff')} <kbd aria-hidden>s</kbd>
      </Button>
      <Button size="compact-sm" variant="subtle" leftSection={<IconX size={13} aria-hidden />} onClick={onNone}>
        {t('inbox.pickNone')}
      </Button>
      {dialog}
    </footer>
  );
}
