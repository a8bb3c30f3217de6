import {
  IconAlertTriangle,
  IconChartBar,
  IconCommand,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMailbox,
  IconMailPause,
  IconSchema,
  IconSearch,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { NextTaskButton } from '../inbox/next-task.tsx';
import { useFormat } from '../i18n/format.ts';
import { Bell } from '../notifications/bell.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import { may, useMe } from '../session/session.ts';
import { Brand } from './brand.tsx';
import { useCounts, useLedgerCounts, views } from './views.ts';
import './rail.css';

// Their menus need a floating-panel library that the first list can do without.
const PresenceMenu = lazy(() => import('./presence-menu.tsx'));
const AccountMenu = lazy(() => import('./account-menu.tsx'));

interface RailProps {
  onPalette: () => void;
  onHelp: () => void;
  onNotifications: () => void;
}

/** Views with live counts, pages by role, presence and account. Narrow it shows icons with names on hover. */
export function Rail({ onPalette, onHelp, onNotifications }: RailProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [{ rail }, change] = usePreferences();
  const roomy = useMediaQuery('(min-width: 1500px)') ?? false;
  const narrow = rail === null ? !roomy : rail === 'narrow';
  const works = may(me, 'agent', 'lead');
  const counts = useCounts(works);
  const operates = may(me, 'lead', 'administrator');
  const mails = useLedgerCounts(operates).data;
  return (
    <nav className="rail" data-narrow={narrow || undefined} aria-label={t('shell.navigation')}>
      <div className="rail__head">
        <Brand compact={narrow} />
        <button
          type="button"
          className="rail__toggle"
          aria-label={t(narrow ? 'shell.wide' : 'shell.narrow')}
          onClick={() => change({ rail: narrow ? 'wide' : 'narrow' })}
        >
          {narrow ? <IconLayoutSidebarLeftExpand size={18} aria-hidden /> : <IconLayoutSidebarLeftCollapse size={18} aria-hidden />}
        </button>
      </div>
      {works && (
        <>
          <NextTaskButton narrow={narrow} />
          <ul className="rail__list" aria-label={t('shell.views')}>
            {views.map(({ view, icon }) => (
              <RailLink
                key={view}
                href={`/tasks/${view}`}
                icon={icon}
                label={t(`views.${view}`)}
                narrow={narrow}
                count={counts.data?.[view]}
                alarm={view === 'delivery-errors'}
              />
            ))}
          </ul>
        </>
      )}
      <ul className="rail__list" aria-label={t('shell.house')}>
        {works && <RailLink href="/search" icon={IconSearch} label={t('shell.search')} narrow={narrow} />}
        {may(me, 'lead') && <RailLink href="/board" icon={IconChartBar} label={t('shell.board')} narrow={narrow} />}
        {operates && (
          <>
            <RailLink href="/incidents" icon={IconAlertTriangle} label={t('shell.incidents')} narrow={narrow} />
            <RailLink
              href="/ledger"
              icon={IconMailbox}
              label={t('shell.ledger')}
              narrow={narrow}
              count={mails && mails.failed + mails.unknown}
              alarm
            />
            <RailLink href="/quarantine" icon={IconMailPause} label={t('shell.quarantine')} narrow={narrow} count={mails?.quarantined} />
          </>
        )}
        {may(me, 'designer') && <RailLink href="/designer" icon={IconSchema} label={t('shell.designer')} narrow={narrow} />}
        {operates && <RailLink href="/administration" icon={IconSettings} label={t('shell.administration')} narrow={narrow} />}
      </ul>
      <div className="rail__foot">
        <Bell where="rail" narrow={narrow} onOpen={onNotifications} />
        <button type="button" className="rail__item" aria-label={narrow ? t('shell.palette') : undefined} onClick={onPalette}>
          <IconCommand size={18} aria-hidden />
          {!narrow && (
            <>
              <span className="rail__label">{t('shell.palette')}</span>
              <kbd>{t('keys.ctrl')} K</kbd>
            </>
          )}
        </button>
        <Suspense fallback={<div className="rail__pending" />}>
          {works && <PresenceMenu narrow={narrow} />}
          <AccountMenu narrow={narrow} onHelp={onHelp} />
        </Suspense>
      </div>
    </nav>
  );
}

interface RailLinkProps {
  href: string;
  icon: Icon;
  label: string;
  narrow: boolean;
  count?: number | undefined;
  /** A count above zero wants attention. */
  alarm?: boolean;
}

function RailLink({ href, icon: IconOf, label, narrow, count, alarm = false }: RailLinkProps) {
  const [location] = useLocation();
  const format = useFormat();
  const current = location === href || location.startsWith(`${href}/`);
  return (
    <li>
      <Link
        href={href}
        className="rail__item"
        data-label={label}
        aria-current={current ? 'page' : undefined}
        data-alarm={(alarm && (count ?? 0) > 0) || undefined}
      >
        <IconOf size={18} stroke={1.8} aria-hidden />
        <span className={narrow ? 'visually-hidden' : 'rail__label'}>{label}</span>
        {count !== undefined && count > 0 && <span className="rail__count">{format.number(count)}</span>}
      </Link>
    </li>
  );
}
