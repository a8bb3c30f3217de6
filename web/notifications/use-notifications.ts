import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../server/client.ts';
import { refresh, useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { announce } from '../shell/announcer.tsx';
import { notificationText } from './notification-text.ts';

/** What concerns me; empty for those who are told nothing. */
export function useNotifications() {
  const { data } = useApi('GET /api/notifications', {}, { enabled: may(useMe(), 'agent', 'lead', 'administrator') });
  return { unread: data?.unread ?? 0, items: data?.items ?? [], isThere: data !== undefined };
}

/** Says politely what comes in while the page is open; of several at once the number. */
export function useSpokenNotifications(): void {
  const { t } = useTranslation();
  const { items, isThere } = useNotifications();
  const latest = useRef<string | null>(null);
  useEffect(() => {
    if (!isThere) return;
    const before = latest.current;
    latest.current = items[0]?.at ?? '';
    if (before === null) return;
    const fresh = items.filter(({ at, read }) => !read && at > before);
    if (fresh.length > 1) announce(t('notifications.several', { count: fresh.length }));
    else if (fresh[0]) announce([notificationText(t, fresh[0]), fresh[0].request?.subject].filter(Boolean).join(': '));
  }, [items, isThere, t]);
}

/** Whoever looks at a request has seen what was told about it; after a second: passing by is not reading. */
export function useNotificationsSeen(request: string): void {
  const { items } = useNotifications();
  const isTold = items.some((item) => !item.read && item.request?.id === request);
  useEffect(() => {
    if (!isTold) return undefined;
    const timer = setTimeout(() => void markSeen({ request }), 1000);
    return () => clearTimeout(timer);
  }, [isTold, request]);
}

/** Not worth a complaint: what stays unread is shown again. */
export async function markSeen(which: { ids?: string[]; request?: string }): Promise<void> {
  await api('POST /api/notifications/read', { body: which }).catch(() => undefined);
  refresh((name) => name === 'GET /api/notifications');
}
