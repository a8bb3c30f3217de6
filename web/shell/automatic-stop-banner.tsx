import { IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';

/** Leads and administrators see on every page that nothing automatic goes out. */
export function AutomaticStopBanner() {
  const { t } = useTranslation();
  const mayKnow = may(useMe(), 'lead', 'administrator');
  const { data } = useApi('GET /api/mail-policy', {}, { enabled: mayKnow });
  if (!data?.stopped) return null;
  return (
    <div className="shell__banner" role="status">
      <IconPlayerPause size={17} aria-hidden /> {t('mailRules.banner')}{' '}
      <Link href="/administration/mail-rules">{t('mailRules.toRules')}</Link>
    </div>
  );
}
