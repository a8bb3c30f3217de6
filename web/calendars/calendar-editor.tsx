import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEffect, CalendarItem } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { refresh, useAct } from '../server/queries.ts';
import { DeadlineEffect, Recount } from '../service-levels/deadline-effect.tsx';
import { tell } from '../shell/toasts.tsx';
import { CalendarFields, newDay } from './calendar-fields.tsx';
import { type Edited, editedOf, emptyEdited, writtenOf } from './edited.ts';
import { YearView } from './year-view.tsx';

interface EditorProps {
  /** Null: a new one. */
  item: CalendarItem | null;
  mayChange: boolean;
  onSaved: (key: string) => void;
}

/** Writes a calendar's next version: its effect on open requests is shown before it can be saved. */
export function CalendarEditor({ item, mayChange, onSaved }: EditorProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Edited>(() => (item ? editedOf(item) : emptyEdited));
  const [key, setKey] = useState('');
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const [deed, setDeed] = useState(newKey);
  const [effect, setEffect] = useState<CalendarEffect | null>(null);
  const [batch, setBatch] = useState<string | null>(null);
  const written = writtenOf(edited);
  // While an entry cannot be read the year stays as it was.
  const [shown, show] = useState(written);
  const validFrom = from === '' ? null : new Date(from).toISOString();
  const change = (changed: Partial<Edited>): void => {
    const next = { ...edited, ...changed };
    setEdited(next);
    setEffect(null);
    show(writtenOf(next) ?? shown);
  };
  const preview = useAct('POST /api/calendars/:key/preview', { onDone: setEffect });
  const save = useAct('PUT /api/calendars/:key', {
    onDone: (saved, { params }) => {
      tell(t('calendars.saved', { number: saved.number }));
      setBatch(saved.batch);
      setEffect(null);
      setReason('');
      setDeed(newKey());
      refresh((name) => name === 'GET /api/calendars');
      onSaved(params.key);
    },
  });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!written) return;
    if (item && !effect) return preview.mutate({ params: { key: item.key }, body: { calendar: written, validFrom } });
    const body = { title: edited.title, calendar: written, validFrom, reason, version: item?.versions[0]?.number ?? 0 };
    save.mutate({ params: { key: item?.key ?? key }, body, key: deed });
  }
  const toDay = (date: string): void => {
    if (!edited.days.some((day) => day.date === date)) change({ days: [...edited.days, newDay(edited.days, date)] });
  };
  return (
    <form className="calendar" onSubmit={submit} aria-label={item ? t('calendars.edit') : t('calendars.new')}>
      {!item && (
        <TextInput
          label={t('administration.key')}
          required
          pattern="[a-z0-9][a-z0-9\-]*"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      )}
      <CalendarFields edited={edited} disabled={!mayChange} change={change} />
      {shown && <YearView calendar={shown} onDay={mayChange ? toDay : undefined} />}
      {mayChange && (
        <>
          {item && (
            <div className="calendar__row">
              <TextInput
                type="datetime-local"
                label={t('calendars.validFrom')}
                description={t('calendars.validFromHint')}
                value={from}
                onChange={(event) => {
                  setFrom(event.currentTarget.value);
                  setEffect(null);
                }}
              />
              <TextInput
                label={t('calendars.reason')}
                description={t('calendars.reasonHint')}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </div>
          )}
          {effect && <DeadlineEffect effect={effect} title={t('calendars.effect', { count: effect.requests })} />}
          <Button type="submit" disabled={!written} loading={preview.isPending || save.isPending}>
            {t(item && !effect ? 'calendars.preview' : 'common.save')}
          </Button>
        </>
      )}
      {batch && <Recount batch={batch} />}
    </form>
  );
}
