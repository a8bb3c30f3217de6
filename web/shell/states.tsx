import { Button, Loader } from '@mantine/core';
import { IconCloudOff, IconMoodEmpty, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../server/problem-text.ts';
import './states.css';

export function Waiting({ label }: { label?: string }) {
  const { t } = useTranslation();
  return (
    <div className="state" role="status">
      <Loader size="sm" aria-hidden />
      <span className="muted">{label ?? t('common.loading')}</span>
    </div>
  );
}

/** Nothing here: why, and what to do next. */
export function Empty({ title, hint, icon, children }: { title: string; hint?: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <div className="state">
      <span className="state__icon">{icon ?? <IconMoodEmpty size={28} stroke={1.4} aria-hidden />}</span>
      <strong>{title}</strong>
      {hint && <span className="muted">{hint}</span>}
      {children}
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="state" role="alert">
      <span className="state__icon">
        <IconCloudOff size={28} stroke={1.4} aria-hidden />
      </span>
      <strong>{problemText(error)}</strong>
      {retry && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
