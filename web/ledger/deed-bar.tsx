import { Button, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LedgerRow } from '../../api/types.ts';
import { useStore } from '../shell/external-store.ts';
import { DeedButtons } from './deed-buttons.tsx';
import type { Deed } from './deeds.ts';
import { underWay } from './overruling.ts';

interface DeedBarProps {
  picked: LedgerRow[];
  onDeed: (deed: Deed, request?: string) => void;
  onNone: () => void;
}

/** What may be done about the picked mails, and how far a deed for many is. */
export function DeedBar({ picked, onDeed, onNone }: DeedBarProps) {
  const { t } = useTranslation();
  const progress = useStore(underWay);
  if (picked.length === 0 && !progress) return null;
  return (
    <footer className="deed-bar">
      {progress ? (
        <>
          <span role="status">{t('ledgerMail.progress', { ...progress })}</span>
          <Progress
            className="deed-bar__progress"
            value={(100 * progress.done) / progress.total}
            aria-label={t('ledgerMail.progress', { ...progress })}
          />
        </>
      ) : (
        <>
          <span className="deed-bar__count">
            {t('ledgerMail.picked', { count: picked.length })}
            <Button size="compact-xs" variant="subtle" leftSection={<IconX size={13} aria-hidden />} onClick={onNone}>
              {t('ledgerMail.pickNone')}
            </Button>
          </span>
          <DeedButtons mails={picked} onDeed={onDeed} />
        </>
      )}
    </footer>
  );
}
