import { Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBellOff, IconChecks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Notification } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { may, useMe } from '../session/session.ts';
import { useNow } from '../shell/now.ts';
import { Empty } from '../shell/states.tsx';
import { notificationText } from './notification-text.ts';
import { NotificationSettings } from './notification-settings.tsx';
import { markSeen, useNotifications } from './use-notifications.ts';
import './notifications.css';

/** What concerns me, the latest first; each leads to its request and is seen by that. */
export default function NotificationDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 760px)') ?? false;
  const { unread, items } = useNotifications();
  const works = may(useMe(), 'agent', 'lead');
  return (
    <Drawer
      opened
      onClose={onClose}
      position={isPhone ? 'bottom' : 'left'}
      size={isPhone ? '85%' : 'md'}
      title={t('notifications.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {unread > 0 && (
        <Button size="compact-sm" variant="default" leftSection={<IconChecks size={15} aria-hidden />} onClick={() => void markSeen({})}>
          {t('notifications.allRead')}
        </Button>
      )}
      {items.length === 0 && (
        <Empty
          title={t('notifications.empty')}
          hint={t('notifications.emptyHint')}
          icon={<IconBellOff size={28} stroke={1.4} aria-hidden />}
        />
      )}
      <ul className="notifications">
        {items.map((item) => (
          <Entry key={item.id} item={item} onClose={onClose} />
        ))}
      </ul>
      {works && <NotificationSettings />}
    </Drawer>
  );
}

function Entry({ item, onClose }: { item: Notification; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  function open(): void {
    if (!item.read) void markSeen({ ids: [item.id] });
    onClose();
  }
  return (
    <li data-unread={!item.read || undefined}>
      <Link href={item.request ? `/requests/${item.request.id}` : '/administration/mailboxes'} onClick={open}>
        <span>
          {!item.read && <span className="visually-hidden">{t('notifications.new')} </span>}
          {notificationText(t, item)}
        </span>
        <span className="truncate notifications__about">{item.request?.subject ?? item.mailbox}</span>
        <small className="muted">
          {item.request && `${item.request.number} · `}
          <time dateTime={item.at} title={format.dateTime(item.at)}>
            {format.moment(item.at, now)}
          </time>
        </small>
      </Link>
    </li>
  );
}
