import type { TFunction } from 'i18next';
import type { Notification } from '../../api/types.ts';

/** What happened, in a sentence; with a name where a person did it. */
export function notificationText(t: TFunction, { kind, reason, by }: Notification): string {
  const plain = t(`notifications.said.${reason}`, { defaultValue: t(`notifications.kinds.${kind}`) });
  return by ? t(`notifications.saidBy.${reason}`, { name: by.name, defaultValue: plain }) : plain;
}
