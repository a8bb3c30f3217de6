import { IconCloudOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { connection } from '../news/news-store.ts';
import { announce } from './announcer.tsx';
import { useStore } from './external-store.ts';

/** Says that nothing new can come in, and that nothing written is lost. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const state = useStore(connection);
  const wasLost = useRef(false);
  useEffect(() => {
    if (state === 'lost') announce(t('shell.lost'));
    if (state === 'live' && wasLost.current) announce(t('shell.back'));
    wasLost.current = state === 'lost';
  }, [state, t]);
  if (state !== 'lost') return null;
  return (
    <div className="shell__banner">
      <IconCloudOff size={17} aria-hidden /> {t('shell.lost')}
    </div>
  );
}
