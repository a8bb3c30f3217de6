import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useMe, may } from '../session/session.ts';
import { createStore, useStore } from './external-store.ts';
import { useCounts } from './views.ts';

/** What a page calls itself, e.g. the open request's number. */
const pageTitle = createStore<string | null>(null);

export function usePageTitle(title: string | null | undefined): void {
  useEffect(() => {
    if (!title) return undefined;
    pageTitle.set(title);
    return () => pageTitle.set(null);
  }, [title]);
}

/** The browser tab: own open tasks as a number, then where one is. */
export function useTabTitle(): void {
  const { t } = useTranslation();
  const [location] = useLocation();
  const own = useStore(pageTitle);
  const works = may(useMe(), 'agent', 'lead');
  const count = useCounts(works).data?.mine ?? 0;
  const [, area = '', view = ''] = location.split('/');
  const viewTitles: Record<string, string> = t('views', { returnObjects: true });
  const shellTitles: Record<string, unknown> = t('shell', { returnObjects: true });
  const page = own ?? (area === 'tasks' ? viewTitles[view] : (shellTitles[area] as string | undefined)) ?? 'Vorgang';
  useEffect(() => {
    document.title = count > 0 ? t('shell.tabTitle', { count, page }) : t('shell.tabTitlePlain', { page });
  }, [count, page, t]);
}
