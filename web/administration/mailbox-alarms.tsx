import { useTranslation } from 'react-i18next';
import type { MailboxRow } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useNow } from '../shell/now.ts';

const announcedBefore = 14 * 86_400_000;

/** What somebody has to look after: silence, mail that is missing, consent that ends or tokens that are not to be had. */
export function MailboxAlarms({ mailbox: { active, health } }: { mailbox: MailboxRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { silentSince, missing, token } = health;
  if (!active) return null;
  const ends = token?.refreshUntil && Date.parse(token.refreshUntil) - Number(now) < announcedBefore ? token.refreshUntil : null;
  const lines = [
    silentSince && t('administration.silentSince', { since: format.moment(silentSince, now) }),
    missing > 0 && t('administration.missing', { count: missing }),
    token?.failedAt && token.error !== health.lastError && token.error,
    ends && t('administration.consentEnds', { until: format.moment(ends, now) }),
  ].filter((line) => typeof line === 'string' && line !== '');
  return lines.map((line) => (
    <p key={String(line)} className="card__error">
      {line}
    </p>
  ));
}
