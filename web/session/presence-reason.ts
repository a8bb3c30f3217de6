import type { TFunction } from 'i18next';

/** Why somebody is not available, in words: one of the usual reasons, or as it was written. */
export function presenceReason(t: TFunction, reason: string): string {
  return t(`presence.reasons.${reason as 'silent'}`, { defaultValue: reason });
}
