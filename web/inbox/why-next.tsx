import { IconArrowBarToRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TaskItem } from '../../api/types.ts';
import { useRequest } from '../request/request-context.ts';
import { useNow } from '../shell/now.ts';
import { useStore } from '../shell/external-store.ts';
import { sinceText, timeLeftText } from './deadline.tsx';
import { handedOut } from './next-task.tsx';
import { timeLeft } from './time-left.ts';

/** The sentence why this request came next; only for the one just handed out. */
export function WhyNext() {
  const { t } = useTranslation();
  const now = useNow();
  const task = useStore(handedOut);
  const open = useRequest().task;
  // Later tasks of the same request have reasons of their own.
  if (task === null || task.task !== open?.id) return null;
  const left = timeLeft(now, task.deadline, task.atRiskAt);
  const text = timeLeftText(t, left);
  const reasons = [
    ...(left.urgency === 'none' ? [] : [t(left.urgency === 'overdue' ? 'next.overdue' : 'next.left', { text })]),
    ...(task.priority === 1 ? [t('next.urgent')] : []),
    ...(task.class === 'A' ? [t('next.class', { class: task.class })] : []),
    isFresh(now, task) ? t('next.fresh') : t('next.waiting', { text: sinceText(t, now, task.waitingSince) }),
  ];
  return (
    <p className="why-next">
      <IconArrowBarToRight size={16} aria-hidden /> {t('next.why', { reasons: reasons.join(' · ') })}
    </p>
  );
}

const isFresh = (now: Date, { waitingSince }: TaskItem): boolean => now.getTime() - Date.parse(waitingSince) < 60_000;
