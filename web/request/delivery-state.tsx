import { Tooltip } from '@mantine/core';
import { IconCheck, IconCircleOff, IconMailQuestion, IconMailX, IconSend, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';

const icons: Record<NonNullable<Message['delivery']>['state'], Icon> = {
  prepared: IconSend,
  'handing-over': IconSend,
  accepted: IconCheck,
  rejected: IconMailX,
  unknown: IconMailQuestion,
  cancelled: IconCircleOff,
};

/** Where an outgoing mail is. Trouble is written out with what to do about it, not hidden in a tooltip. */
export function DeliveryState({ message: { delivery } }: { message: Message }) {
  const { t } = useTranslation();
  if (!delivery) return null;
  const { state } = delivery;
  const IconOf = icons[state];
  const server = delivery.error ?? delivery.response;
  const hint = state === 'rejected' || state === 'unknown' ? t(`conversation.deliveryHint.${state}`) : null;
  return (
    <Tooltip label={[hint, server].filter(Boolean).join(' · ')} disabled={!hint && !server} multiline maw={360}>
      <span className="delivery" data-state={state}>
        <IconOf size={14} aria-hidden />
        {t(`conversation.delivery.${state}`)}
        {hint && <span className="visually-hidden">. {hint}</span>}
      </span>
    </Tooltip>
  );
}
