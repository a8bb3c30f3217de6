import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReminderSettings as Settings } from '../../api/types.ts';
import { queryClient, useAct, useApi } from '../server/queries.ts';

const name = 'GET /api/reminder-settings';
/** Hours at which somebody may want to begin the day. */
const hours = [5, 6, 7, 8, 9, 10, 12, 14];

/** What somebody wants to be told by mail: the day's digest, and reminders. */
export function ReminderSettings() {
  const { t } = useTranslation();
  const { data } = useApi(name, {});
  const save = useAct('PUT /api/reminder-settings', { onDone: (saved) => queryClient.setQueryData([name, {}], saved) });
  if (!data) return null;
  const change = (changed: Partial<Settings>): void => save.mutate({ body: { ...data, ...changed } });
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('reminders.digest')}
        description={t('reminders.digestHint')}
        value={data.digestHour ?? ''}
        onChange={(event) => change({ digestHour: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })}
        data={[
          { value: '', label: t('reminders.off') },
          ...[...new Set([...hours, ...(data.digestHour === null ? [] : [data.digestHour])])]
            .toSorted((a, b) => a - b)
            .map((hour) => ({ value: String(hour), label: t('reminders.at', { hour }) })),
        ]}
      />
      <Switch
        label={t('reminders.byMail')}
        description={t('reminders.byMailHint')}
        checked={data.byMail}
        onChange={(event) => change({ byMail: event.currentTarget.checked })}
      />
    </>
  );
}
