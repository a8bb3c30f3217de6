import { Drawer } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChartBar,
  IconMailbox,
  IconMenu2,
  IconSchema,
  IconSearch,
  IconSettings,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { NextTaskButton } from '../inbox/next-task.tsx';
import { may, signOut, useMe } from '../session/session.ts';
import { Settings } from './account-menu.tsx';
import { PresenceMenu } from './presence-menu.tsx';
import { useCounts, views } from './views.ts';

/** Phones: the rail's work within the thumb's reach. An open request has its own actions there instead. */
export function BottomBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const works = may(me, 'agent', 'lead');
  return (
    <nav className="bottom-bar" aria-label={t('shell.navigation')}>
      {works && (
        <>
          <BottomLink href="/tasks/mine" icon={<IconUser size={21} aria-hidden />} label={t('views.mine')} />
          <BottomLink href="/tasks/team" icon={<IconUsersGroup size={21} aria-hidden />} label={t('views.team')} />
          <NextTaskButton narrow={false} />
          <BottomLink href="/search" icon={<IconSearch size={21} aria-hidden />} label={t('shell.search')} />
        </>
      )}
      <button type="button" className="bottom-bar__item" onClick={() => setOpen(true)}>
        <IconMenu2 size={21} aria-hidden />
        {t('shell.menu')}
      </button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={me.account.name}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <MobileMenu onLeave={() => setOpen(false)} onHelp={onHelp} />
      </Drawer>
    </nav>
  );
}

function BottomLink({ href, icon, label }: { href: string; icon: React.ReactNode; label: string }) {
  const [location] = useLocation();
  return (
    <Link href={href} className="bottom-bar__item" aria-current={location.startsWith(href) ? 'page' : undefined}>
      {icon}
      {label}
    </Link>
  );
}

function MobileMenu({ onLeave, onHelp }: { onLeave: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const works = may(me, 'agent', 'lead');
  const counts = useCounts(works);
  const pages = [
    { href: '/board', icon: IconChartBar, label: t('shell.board'), shown: may(me, 'lead') },
    { href: '/incidents', icon: IconAlertTriangle, label: t('shell.incidents'), shown: may(me, 'lead', 'administrator') },
    { href: '/ledger', icon: IconMailbox, label: t('shell.ledger'), shown: may(me, 'lead', 'administrator') },
    { href: '/designer', icon: IconSchema, label: t('shell.designer'), shown: may(me, 'designer') },
    { href: '/administration', icon: IconSettings, label: t('shell.administration'), shown: may(me, 'lead', 'administrator') },
  ];
  return (
    <div className="mobile-menu">
      <ul>
        {works &&
          views.map(({ view, icon: IconOf }) => (
            <li key={view}>
              <Link href={`/tasks/${view}`} onClick={onLeave}>
                <IconOf size={19} aria-hidden /> {t(`views.${view}`)} <span className="muted">{counts.data?.[view] ?? ''}</span>
              </Link>
            </li>
          ))}
        {pages
          .filter(({ shown }) => shown)
          .map(({ href, icon: IconOf, label }) => (
            <li key={href}>
              <Link href={href} onClick={onLeave}>
                <IconOf size={19} aria-hidden /> {label}
              </Link>
            </li>
          ))}
      </ul>
      {works && <PresenceMenu narrow={false} />}
      <Settings />
      <div className="mobile-menu__foot">
        <button type="button" onClick={onHelp}>
          {t('shell.help')}
        </button>
        <button type="button" onClick={() => void signOut()}>
          {t('session.signOut')}
        </button>
      </div>
    </div>
  );
}
