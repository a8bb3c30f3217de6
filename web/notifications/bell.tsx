import { IconBell } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useNotifications } from './use-notifications.ts';

/** How much is unread, and the way to it. `className`: of the rail or of the bar on phones. */
export function Bell({ where, narrow = false, onOpen }: { where: 'rail' | 'bottom-bar'; narrow?: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unread, isThere } = useNotifications();
  if (!isThere) return null;
  const label = t('notifications.title');
  const isRail = where === 'rail';
  return (
    <button
      type="button"
      className={`${where}__item`}
      aria-haspopup="dialog"
      aria-label={unread > 0 ? t('notifications.unread', { count: unread }) : label}
      {...(isRail && { 'data-label': label })}
      onClick={onOpen}
    >
      <IconBell size={isRail ? 18 : 21} stroke={1.8} aria-hidden />
      {isRail ? !narrow && <span className="rail__label">{label}</span> : label}
      {unread > 0 && (
        <span className={`${where}__count`} aria-hidden>
          {format.number(unread)}
        </span>
      )}
    </button>
  );
}
