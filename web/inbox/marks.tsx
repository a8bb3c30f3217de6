import {
  IconAlertTriangle,
  IconBrandFacebook,
  IconClockPause,
  IconClockPlay,
  IconForms,
  IconHelpHexagon,
  IconMail,
  IconMailQuestion,
  IconMailX,
  IconMessage,
  IconPencil,
  IconPhone,
  IconScan,
  IconSitemap,
  type Icon,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskItem } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useNow } from '../shell/now.ts';

const channelIcons: Record<string, Icon> = {
  mail: IconMail,
  form: IconForms,
  chat: IconMessage,
  phone: IconPhone,
  letter: IconScan,
  social: IconBrandFacebook,
  process: IconSitemap,
};
export const channelName = (t: TFunction, channel: string): string => t(`channel.${channel as ChannelName}`);

type ChannelName = 'mail' | 'form' | 'chat' | 'phone' | 'letter' | 'social' | 'process';

export function Channel({ channel }: { channel: string }) {
  const { t } = useTranslation();
  const IconOf = channelIcons[channel] ?? IconMail;
  return <Mark icon={<IconOf size={16} stroke={1.7} aria-hidden />} label={channelName(t, channel)} />;
}

/** What is special about a row, each with an icon and words. */
export function Marks({ item }: { item: TaskItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <span className="marks">
      {item.deliveryError && (
        <Mark
          tone="bad"
          icon={item.deliveryError.state === 'rejected' ? <IconMailX size={16} aria-hidden /> : <IconMailQuestion size={16} aria-hidden />}
          label={t(`inbox.mark.${item.deliveryError.state}`)}
        />
      )}
      {item.incident && <Mark tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />} label={t('inbox.mark.incident')} />}
      {item.experts.asked > 0 && (
        <Mark
          tone="expert"
          icon={<IconHelpHexagon size={16} aria-hidden />}
          label={t('inbox.mark.experts', { ...item.experts })}
          text={`${item.experts.answered}/${item.experts.asked}`}
        />
      )}
      {item.deferredUntil && (
        <Mark
          icon={<IconClockPause size={16} aria-hidden />}
          label={`${t(item.untilReply ? 'inbox.mark.deferredUntilReply' : 'inbox.mark.deferred', { at: format.dateTime(item.deferredUntil) })}${item.deferReason ? `: ${item.deferReason}` : ''}`}
          text={format.moment(item.deferredUntil, now)}
        />
      )}
      {item.resubmittedAt && (
        <Mark
          icon={<IconClockPlay size={16} aria-hidden />}
          label={`${t('inbox.mark.resubmitted')}${item.deferReason ? `: ${item.deferReason}` : ''}`}
          text={item.deferReason ?? ''}
        />
      )}
      {item.draft && <Mark icon={<IconPencil size={16} aria-hidden />} label={t('inbox.mark.draft')} />}
    </span>
  );
}

function Mark({ icon, label, text, tone }: { icon: ReactNode; label: string; text?: string; tone?: 'bad' | 'expert' }) {
  return (
    <span className="mark" data-tone={tone} title={label}>
      {icon}
      {text && <span aria-hidden>{text}</span>}
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

export function ClassBadge({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <span className="class-badge" data-class={value} title={t('inbox.mark.classLabel', { class: value })}>
      <span className="visually-hidden">{t('inbox.mark.classLabel', { class: value })}</span>
      <span aria-hidden>{value}</span>
    </span>
  );
}
