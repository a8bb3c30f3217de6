import { IconArrowBarToRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../request/request-context.ts';
import { useMe } from '../session/session.ts';
import { useStore } from '../shell/external-store.ts';
import { handedOut } from './next-task.tsx';

/** The sentence why this request came next; only for the one just handed out. */
export function WhyNext() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const next = useStore(handedOut);
  const open = useRequest().task;
  // Later tasks of the same request have reasons of their own; of one that somebody else has by now it is no news.
  if (!next?.why || !next.task || next.task.task !== open?.id || open.owner?.id !== me.account.id) return null;
  return (
    <p className="why-next">
      <IconArrowBarToRight size={16} aria-hidden /> {t('next.why', { why: i18n.language === 'en' ? next.why.en : next.why.de })}
      {next.along > 0 && ` ${t('next.along', { count: next.along })}`}
    </p>
  );
}
