import { IconAlertOctagonFilled, IconClock, IconClockExclamation, IconMinus } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useNow } from '../shell/now.ts';
import { span, timeLeft, type TimeLeft } from './time-left.ts';
import './deadline.css';

const icons = { overdue: IconAlertOctagonFilled, risk: IconClockExclamation, fine: IconClock, none: IconMinus };
const endings = { now: 'Now', minutes: 'Minutes', hours: 'Hours', hoursMinutes: 'HoursMinutes', days: 'Days' } as const;

/** Time left in words with icon and colour; the exact instant on hover and for screen readers. */
export function Deadline({ at, atRiskAt = null, plain = false }: { at: string | null; atRiskAt?: string | null; plain?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = timeLeft(useNow(), at, atRiskAt);
  const IconOf = icons[left.urgency];
  const text = timeLeftText(t, left);
  const exact = at ? t('deadline.exact', { at: format.dateTime(at) }) : t('deadline.none');
  return (
    <span className="deadline" title={plain ? undefined : exact} data-urgency={left.urgency} data-plain={plain || undefined}>
      <IconOf size={15} aria-hidden />
      <span>{text}</span>
      <span className="visually-hidden">
        {' '}
        ({t(`deadline.urgency.${left.urgency}`)}, {exact})
      </span>
    </span>
  );
}

function timeLeftText(t: TFunction, left: TimeLeft): string {
  if (left.urgency === 'none') return t('deadline.none');
  return t(`deadline.${left.urgency === 'overdue' ? 'over' : 'left'}${endings[left.unit]}`, { ...left });
}

/** How long ago, for "waiting since". */
export function Since({ at }: { at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {sinceText(t, now, at)}
    </time>
  );
}

function sinceText(t: TFunction, now: Date, at: string): string {
  const length = span(Math.max(0, now.getTime() - Date.parse(at)));
  return t(`since.${length.unit}`, { ...length });
}
