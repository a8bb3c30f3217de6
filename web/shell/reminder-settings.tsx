import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReminderSettings as Settings } from '../../api/types.ts';
import { queryClient, useAct, useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';

const name = 'GET /api/reminder-settings';
/** Hours at which somebody may want to begin the day. */
const hours = [5, 6, 7, 8, 9, 10, 12, 14];

/** What somebody wants to be told, and how to change it. */
export function useReminderSettings(): { settings: Settings | undefined; change: (changed: Partial<Settings>) => void } {
  const { data } = useApi(name, {});
  const save = useAct('PUT /api/reminder-settings', { onDone: (saved) => queryClient.setQueryData([name, {}], saved) });
  return { settings: data, change: (changed) => data && save.mutate({ body: { ...data, ...changed } }) };
}

/** What comes by mail: the day's digest, and reminders. */
export function ReminderSettings() {
  const { t } = useTranslation();
  const leads = may(useMe(), 'lead');
  const { settings, change } = useReminderSettings();
  if (!settings) return null;
  const { digestHour } = settings;
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('reminders.digest')}
        description={t('reminders.digestHint')}
        value={digestHour ?? ''}
        onChange={(event) => change({ digestHour: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })}
        data={[
          { value: '', label: t('reminders.off') },
          ...[...new Set([...hours, ...(digestHour === null ? [] : [digestHour])])]
            .toSorted((a, b) => a - b)
            .map((hour) => ({ value: String(hour), label: t('reminders.at', { hour }) })),
        ]}
      />
      {leads && (
        <Switch
          label={t('reminders.aboutTopics')}
          description={t('reminders.aboutTopicsHint')}
          disabled={digestHour === null}
          checked={settings.aboutTopics}
          onChange={(event) => change({ aboutTopics: event.currentTarget.checked })}
        />
      )}
      <Switch
        label={t('reminders.byMail')}
        description={t('reminders.byMailHint')}
        checked={settings.byMail}
        onChange={(event) => change({ byMail: event.currentTarget.checked })}
      />
    </>
  );
}
