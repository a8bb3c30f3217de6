import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../api/types.ts';
import { useReminderSettings } from '../shell/reminder-settings.tsx';
import { may, useMe } from '../session/session.ts';

type Kind = Notification['kind'];
const own: Kind[] = ['reply', 'reminder', 'handed', 'note', 'expert', 'approval'];
const forLeads: Kind[] = ['stranded', 'breach', 'promise', 'incident', 'mailbox'];

/** Of what somebody wants to be told here, and what the daily digest is to name as well. */
export function NotificationSettings() {
  const { t } = useTranslation();
  const kinds = may(useMe(), 'lead') ? [...own, ...forLeads] : [...own, 'promise' as const];
  const { settings, change } = useReminderSettings();
  if (!settings) return null;
  const without = (list: Kind[], kind: Kind): Kind[] => list.filter((one) => one !== kind);
  const { quiet, inDigest } = settings;
  return (
    <details className="notification-settings">
      <summary>{t('notifications.settings')}</summary>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('notifications.what')}</th>
            <th scope="col">{t('notifications.here')}</th>
            <th scope="col">{t('notifications.inDigest')}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => {
            const name = t(`notifications.kinds.${kind}`);
            const isQuiet = quiet.includes(kind);
            return (
              <tr key={kind}>
                <th scope="row">{name}</th>
                <td>
                  <Checkbox
                    aria-label={`${name}: ${t('notifications.here')}`}
                    checked={!isQuiet}
                    onChange={() =>
                      change(isQuiet ? { quiet: without(quiet, kind) } : { quiet: [...quiet, kind], inDigest: without(inDigest, kind) })
                    }
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={`${name}: ${t('notifications.inDigest')}`}
                    disabled={isQuiet}
                    checked={inDigest.includes(kind)}
                    onChange={() => change({ inDigest: inDigest.includes(kind) ? without(inDigest, kind) : [...inDigest, kind] })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {settings.digestHour === null && <p className="muted small">{t('notifications.noDigest')}</p>}
    </details>
  );
}
