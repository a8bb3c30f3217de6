import {
  IconCheck,
  IconCircleOff,
  IconClock,
  IconMailExclamation,
  IconMailQuestion,
  IconMailX,
  IconSend,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';

export type DeliveryStanding =
  'prepared' | 'delayed' | 'handing-over' | 'accepted' | 'partial' | 'rejected' | 'unknown' | 'cancelled' | 'bounced';

const icons: Record<DeliveryStanding, Icon> = {
  prepared: IconSend,
  delayed: IconClock,
  'handing-over': IconSend,
  accepted: IconCheck,
  partial: IconMailExclamation,
  rejected: IconMailX,
  unknown: IconMailQuestion,
  cancelled: IconCircleOff,
  bounced: IconMailX,
};

/** Where an outgoing mail is, as people see it: a report that it came back outweighs that the server took it. */
export function standingOf({ delivery }: Message): DeliveryStanding | null {
  if (!delivery) return null;
  const { state, delay, refused, bounced } = delivery;
  if (bounced) return 'bounced';
  if (state === 'accepted' && refused.length > 0) return 'partial';
  return state === 'prepared' && delay !== null ? 'delayed' : state;
}

/** In a word, in the message's head. What can be done about trouble stands below it (delivery-trouble.tsx). */
export function DeliveryState({ message }: { message: Message }) {
  const { t } = useTranslation();
  const format = useFormat();
  const standing = standingOf(message);
  if (standing === null) return null;
  const IconOf = icons[standing];
  const until = message.delivery?.notBefore;
  return (
    <span className="delivery" data-state={standing}>
      <IconOf size={14} aria-hidden />
      {standing === 'delayed' && until
        ? t('conversation.delayedUntil', { at: format.time(until) })
        : t(`conversation.delivery.${standing}`)}
    </span>
  );
}
