import { IconMenu2, IconSearch, IconUser, IconUsersGroup } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { NextTaskButton } from '../inbox/next-task.tsx';
import { Bell } from '../notifications/bell.tsx';
import { may, useMe } from '../session/session.ts';

const MobileMenu = lazy(() => import('./mobile-menu.tsx'));

/** Phones: the rail's work within the thumb's reach. An open request has its own actions there instead. */
export function BottomBar({ onHelp, onNotifications }: { onHelp: () => void; onNotifications: () => void }) {
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
          <NextTaskButton narrow />
          <BottomLink href="/search" icon={<IconSearch size={21} aria-hidden />} label={t('shell.search')} />
        </>
      )}
      <Bell where="bottom-bar" onOpen={onNotifications} />
      <button type="button" className="bottom-bar__item" onClick={() => setOpen(true)}>
        <IconMenu2 size={21} aria-hidden />
        {t('shell.menu')}
      </button>
      <Suspense fallback={null}>{open && <MobileMenu onClose={() => setOpen(false)} onHelp={onHelp} />}</Suspense>
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
