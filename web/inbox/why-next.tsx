import { IconArrowBarToRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../shell/now.ts';
import { useStore } from '../shell/external-store.ts';
import { sinceText, timeLeftText } from './deadline.tsx';
import { handedOut } from './next-task.tsx';
import { timeLeft } from './time-left.ts';

/** The sentence why this request came next; only for the one just handed out. */
export function WhyNext({ request }: { request: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const task = useStore(handedOut);
  if (task?.request !== request) return null;
  const left = timeLeft(now, task.deadline, task.atRiskAt);
  const text = timeLeftText(t, left);
  const reasons = [
    ...(left.urgency === 'none' ? [] : [t(left.urgency === 'overdue' ? 'next.overdue' : 'next.left', { text })]),
    ...(task.priority === 1 ? [t('next.urgent')] : []),
    ...(task.class === 'A' ? [t('next.class', { class: task.class })] : []),
    t('next.waiting', { text: sinceText(t, now, task.waitingSince) }),
  ];
  return (
    <p className="why-next">
      <IconArrowBarToRight size={16} aria-hidden /> {t('next.why', { reasons: reasons.join(' · ') })}
    </p>
  );
}
