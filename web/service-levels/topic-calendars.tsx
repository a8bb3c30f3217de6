import { Button, Group, NativeSelect } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEffect, TopicCalendar } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { DeadlineEffect, Recount } from './deadline-effect.tsx';
import { useCalendarNames } from './use-calendar-names.ts';

/** By which calendar the requests of each topic count. */
export function TopicCalendars() {
  const { t } = useTranslation();
  const stored = useApi('GET /api/topic-calendars', {});
  const [batch, setBatch] = useState<string | null>(null);
  if (stored.isPending) return <Waiting />;
  if (!stored.data) return <Failure error={stored.error} retry={() => void stored.refetch()} />;
  return (
    <section aria-labelledby="topic-calendars">
      <h2 id="topic-calendars">{t('serviceLevels.topics.title')}</h2>
      <p className="muted">{t('serviceLevels.topics.hint')}</p>
      {batch && <Recount batch={batch} />}
      <div className="table-frame">
        <table className="table topic-calendars">
          <thead>
            <tr>
              <th scope="col">{t('serviceLevels.topics.topic')}</th>
              <th scope="col">{t('serviceLevels.topics.own')}</th>
              <th scope="col">{t('serviceLevels.topics.counts')}</th>
            </tr>
          </thead>
          <tbody>
            {stored.data.items.map((item) => (
              <TopicRow key={item.topic} item={item} onCounting={setBatch} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function TopicRow({ item, onCounting }: { item: TopicCalendar; onCounting: (batch: string | null) => void }) {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  const { calendars, nameOf } = useCalendarNames();
  const [chosen, choose] = useState<string | null>(item.own);
  const [effect, setEffect] = useState<CalendarEffect | null>(null);
  const [deed, setDeed] = useState(newKey);
  const look = useAct('PUT /api/topic-calendars/:key', { onDone: (recount) => setEffect(recount.effect) });
  const save = useAct('PUT /api/topic-calendars/:key', {
    onDone: ({ batch }) => {
      tell(t('common.saved'));
      setEffect(null);
      setDeed(newKey());
      onCounting(batch);
      refresh((name) => name === 'GET /api/topic-calendars');
    },
  });
  const input = (preview: boolean) => ({
    params: { key: item.topic },
    body: { calendar: chosen, preview },
    key: preview ? newKey() : deed,
  });
  const name = title('topic', item.topic);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <NativeSelect
          size="xs"
          aria-label={t('serviceLevels.topics.of', { topic: name })}
          value={chosen ?? ''}
          data={[{ value: '', label: t('serviceLevels.topics.none') }, ...calendars]}
          onChange={({ currentTarget: { value } }) => {
            choose(value === '' ? null : value);
            setEffect(null);
          }}
        />
        {chosen !== item.own && (
          <>
            {effect && <DeadlineEffect effect={effect} title={t('serviceLevels.topics.effect', { count: effect.requests })} />}
            <Group mt={6} gap={6}>
              <Button size="compact-sm" variant="default" onClick={() => choose(item.own)}>
                {t('common.cancel')}
              </Button>
              {effect ? (
                <Button size="compact-sm" loading={save.isPending} onClick={() => save.mutate(input(false))}>
                  {t('common.save')}
                </Button>
              ) : (
                <Button
                  size="compact-sm"
                  loading={look.isPending}
                  leftSection={<IconEye size={15} aria-hidden />}
                  onClick={() => look.mutate(input(true))}
                >
                  {t('calendars.preview')}
                </Button>
              )}
            </Group>
          </>
        )}
      </td>
      <td>{item.counts ? nameOf(item.counts) : t('serviceLevels.topics.byLevel')}</td>
    </tr>
  );
}
