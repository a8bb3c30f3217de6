import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarItem } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import './calendars.css';

/** Working time: which calendars there are, what they were like, and the next version of one. */
export default function Calendars() {
  const { t, i18n } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const [chosen, choose] = useState<string | null>(null);
  const [isNew, begin] = useState(false);
  const calendars = useApi('GET /api/calendars', {});
  if (calendars.isPending) return <Waiting />;
  if (!calendars.data) return <Failure error={calendars.error} retry={() => void calendars.refetch()} />;
  const { items } = calendars.data;
  const item = isNew ? null : (items.find(({ key }) => key === chosen) ?? items[0] ?? null);
  const onSaved = (key: string): void => {
    choose(key);
    begin(false);
  };
  return (
    <div className="calendars">
      <div className="section-actions">
        {items.length > 0 && (
          <NativeSelect
            aria-label={t('calendars.title')}
            value={item?.key ?? ''}
            data={[
              ...(item ? [] : [{ value: '', label: t('calendars.new') }]),
              ...items.map(({ key, title }) => ({ value: key, label: title[i18n.language === 'en' ? 'en' : 'de'] })),
            ]}
            onChange={(event) => onSaved(event.currentTarget.value)}
          />
        )}
        {mayChange && !isNew && (
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => begin(true)}>
            {t('calendars.new')}
          </Button>
        )}
      </div>
      {items.length === 0 && !isNew && <p className="muted">{t('calendars.empty')}</p>}
      {item && <p className="muted small">{t('calendars.requests', { count: item.requests })}</p>}
      {(item || isNew) && <CalendarEditor key={item?.key ?? ''} item={item} mayChange={mayChange} onSaved={onSaved} />}
      {item && <Versions item={item} />}
    </div>
  );
}

function Versions({ item }: { item: CalendarItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section aria-labelledby="calendar-versions">
      <h3 id="calendar-versions">{t('calendars.versions')}</h3>
      <ul className="calendar__versions">
        {item.versions.map(({ number, validFrom, reason, by }) => (
          <li key={number}>
            <strong>{number}</strong>{' '}
            {validFrom ? t('calendars.countsFrom', { at: format.dateTime(validFrom) }) : t('calendars.fromBeginning')}
            {reason && ` · ${reason}`}
            {by && <span className="muted"> · {by.name}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
