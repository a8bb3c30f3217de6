import { Drawer } from '@mantine/core';
import { IconAlertTriangle, IconChartBar, IconMailbox, IconMailPause, IconSchema, IconSettings } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { may, signOut, useMe } from '../session/session.ts';
import { Settings } from './account-menu.tsx';
import PresenceMenu from './presence-menu.tsx';
import { useCounts, useLedgerCounts, views } from './views.ts';

const AbsenceDialog = lazy(() => import('../absences/absence-dialog.tsx'));

/** Phones: all views and pages, presence and settings in a sheet from below. */
export default function MobileMenu({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const works = may(me, 'agent', 'lead');
  const [isAway, setAway] = useState(false);
  const counts = useCounts(works);
  const operates = may(me, 'lead', 'administrator');
  const mails = useLedgerCounts(operates).data;
  const pages = [
    { href: '/board', icon: IconChartBar, label: t('shell.board'), shown: may(me, 'lead') },
    { href: '/incidents', icon: IconAlertTriangle, label: t('shell.incidents'), shown: operates },
    { href: '/ledger', icon: IconMailbox, label: t('shell.ledger'), shown: operates, count: mails && mails.failed + mails.unknown },
    { href: '/quarantine', icon: IconMailPause, label: t('shell.quarantine'), shown: operates, count: mails?.quarantined },
    { href: '/designer', icon: IconSchema, label: t('shell.designer'), shown: may(me, 'designer') },
    { href: '/administration', icon: IconSettings, label: t('shell.administration'), shown: operates },
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title={me.account.name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="mobile-menu">
        <ul>
          {works &&
            views.map(({ view, icon: IconOf }) => (
              <li key={view}>
                <Link href={`/tasks/${view}`} onClick={onClose}>
                  <IconOf size={19} aria-hidden /> {t(`views.${view}`)} <span className="muted">{counts.data?.[view] ?? ''}</span>
                </Link>
              </li>
            ))}
          {pages
            .filter(({ shown }) => shown)
            .map(({ href, icon: IconOf, label, count }) => (
              <li key={href}>
                <Link href={href} onClick={onClose}>
                  <IconOf size={19} aria-hidden /> {label} <span className="muted">{count || ''}</span>
                </Link>
              </li>
            ))}
        </ul>
        {works && <PresenceMenu narrow={false} />}
        <Settings />
        <div className="mobile-menu__foot">
          {works && (
            <button type="button" onClick={() => setAway(true)}>
              {t('absences.title')}
            </button>
          )}
          <button type="button" onClick={onHelp}>
            {t('shell.help')}
          </button>
          <button type="button" onClick={() => void signOut()}>
            {t('session.signOut')}
          </button>
        </div>
      </div>
      <Suspense fallback={null}>{isAway && <AbsenceDialog onClose={() => setAway(false)} />}</Suspense>
    </Drawer>
  );
}
