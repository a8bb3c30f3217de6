import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useSpokenNotifications } from '../notifications/use-notifications.ts';
import { followNews } from '../news/follow-news.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { sessionExpired } from '../server/client.ts';
import { followLife } from '../session/follow-life.ts';
import { AutomaticStopBanner } from './automatic-stop-banner.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useStore } from './external-store.ts';
import { Rail } from './rail.tsx';
import { listenForShortcuts, useShortcut } from './shortcuts.ts';
import { SilentBanner } from './silent-banner.tsx';
import { Waiting } from './states.tsx';
import { useTabTitle } from './tab-title.ts';
import './shell.css';

const Palette = lazy(() => import('./palette.tsx'));
const NotificationDrawer = lazy(() => import('../notifications/notification-drawer.tsx'));
const KeysHelp = lazy(() => import('./keys-help.tsx'));

/** What stands around every page: rail, connection banner, keys, palette; a bar at the bottom on phones. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [{ rail }] = usePreferences();
  const [location, go] = useLocation();
  const [open, setOpen] = useState<'palette' | 'help' | 'notifications' | null>(null);
  const expired = useStore(sessionExpired);

  useTabTitle();
  useSpokenNotifications();
  useEffect(listenForShortcuts, []);
  useEffect(() => (expired ? undefined : followNews()), [expired]);
  useEffect(() => (expired ? undefined : followLife()), [expired]);
  useShortcut('palette', () => setOpen((now) => (now === 'palette' ? null : 'palette')));
  useShortcut('help', () => setOpen('help'));
  useShortcut('search', () => go('/search'));
  useShortcut('goNext', () => go('/tasks/next'));
  useShortcut('goMine', () => go('/tasks/mine'));
  useShortcut('goTeam', () => go('/tasks/team'));
  useShortcut('goWaiting', () => go('/tasks/waiting'));
  useShortcut('notifications', () => setOpen('notifications'));

  return (
    <div className="shell" data-rail={rail ?? 'auto'}>
      <a className="shell__skip" href="#content">
        {t('shell.skip')}
      </a>
      <Rail onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} onNotifications={() => setOpen('notifications')} />
      <main className="shell__main" id="content" tabIndex={-1}>
        <ConnectionBanner />
        <AutomaticStopBanner />
        <SilentBanner />
        <div className="shell__page">
          <ErrorBoundary key={location.split('/')[1] ?? ''}>
            <Suspense fallback={<Waiting label={t('common.page')} />}>{children}</Suspense>
          </ErrorBoundary>
        </div>
      </main>
      <BottomBar onHelp={() => setOpen('help')} onNotifications={() => setOpen('notifications')} />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'notifications' && <NotificationDrawer onClose={() => setOpen(null)} />}
        {open === 'help' && <KeysHelp onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
