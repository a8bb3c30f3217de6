import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrittenCalendar } from '../../domain/service-level/calendar-rule.ts';
import { api, type Reply } from '../server/client.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { writeHours } from './hours.ts';

type Day = Reply<'POST /api/calendars/year'>['items'][number];

interface YearViewProps {
  calendar: WrittenCalendar;
  /** A day was chosen, to be given hours of its own. */
  onDay?: ((date: string) => void) | undefined;
}

/** Twelve months: open, closed, holiday or a day of its own, told by a sign too. */
export function YearView({ calendar, onDay }: YearViewProps) {
  const { t, i18n } = useTranslation();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const days = useQuery({
    queryKey: ['POST /api/calendars/year', { body: { calendar, year } }],
    queryFn: ({ signal }) => api('POST /api/calendars/year', { body: { calendar, year }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const month = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'de-DE', { month: 'long', timeZone: 'UTC' });
  return (
    <section className="year" aria-label={t('calendars.year', { year })}>
      <div className="year__head">
        <ActionIcon size={30} variant="default" aria-label={String(year - 1)} onClick={() => setYear(year - 1)}>
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <h3>{year}</h3>
        <ActionIcon size={30} variant="default" aria-label={String(year + 1)} onClick={() => setYear(year + 1)}>
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
        <ul className="year__legend">
          {(['open', 'closed', 'holiday', 'own'] as const).map((state) => (
            <li key={state}>
              <span className="year__day" data-state={state} aria-hidden>
                1
              </span>
              {t(`calendars.state.${state}`)}
            </li>
          ))}
        </ul>
      </div>
      {days.isPending && <Waiting />}
      {days.error && <Failure error={days.error} retry={() => void days.refetch()} />}
      {days.data && (
        <div className="year__months">
          {Array.from({ length: 12 }, (_, index) => (
            <Month
              key={index}
              name={month.format(new Date(Date.UTC(year, index, 1)))}
              days={days.data.items.filter(({ date }) => Number(date.slice(5, 7)) === index + 1)}
              onDay={onDay}
            />
          ))}
        </div>
      )}
      {days.data && <SpecialDays days={days.data.items} />}
    </section>
  );
}

/** Two letters each, Monday first. */
function weekdays(language: 'de' | 'en'): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => format.format(new Date(Date.UTC(2024, 0, 1 + index))).slice(0, 2));
}

function Month({ name, days, onDay }: { name: string; days: Day[]; onDay: YearViewProps['onDay'] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'de';
  const [first] = days;
  // Monday is the first column.
  const offset = first ? (new Date(first.date).getUTCDay() + 6) % 7 : 0;
  return (
    <div className="year__month">
      <h4>{name}</h4>
      <div className="year__days">
        {weekdays(language).map((weekday, index) => (
          <span key={index} className="year__weekday" aria-hidden>
            {weekday}
          </span>
        ))}
        {days.map((day, index) => {
          const hours = writeHours(day.opening) || t('calendars.state.closed');
          const label = [day.date, day.holiday?.[language], hours].filter(Boolean).join(' · ');
          return (
            // What a click does, the list of days does by keyboard.
            <button
              key={day.date}
              type="button"
              tabIndex={-1}
              className="year__day"
              data-state={stateOf(day)}
              style={index === 0 ? { gridColumnStart: offset + 1 } : undefined}
              title={label}
              aria-label={label}
              disabled={!onDay}
              onClick={() => onDay?.(day.date)}
            >
              {Number(day.date.slice(8))}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** Holidays and days of its own in words: a year of squares says nothing to whoever cannot see it. */
function SpecialDays({ days }: { days: Day[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'de';
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'de-DE', {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    timeZone: 'UTC',
  });
  const special = days.filter(({ by }) => by !== 'week');
  if (special.length === 0) return <p className="muted small">{t('calendars.noSpecial')}</p>;
  return (
    <details className="year__special">
      <summary>{t('calendars.special', { count: special.length })}</summary>
      <ul>
        {special.map((day) => (
          <li key={day.date}>
            {format.format(new Date(day.date))} – {day.holiday?.[language] ?? t('calendars.state.own')}:{' '}
            {writeHours(day.opening) || t('calendars.state.closed')}
          </li>
        ))}
      </ul>
    </details>
  );
}

function stateOf({ by, opening }: Day): 'open' | 'closed' | 'holiday' | 'own' {
  if (by === 'own' || by === 'holiday') return by;
  return opening.length > 0 ? 'open' : 'closed';
}
