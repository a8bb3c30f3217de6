import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Edited, weekdays } from './edited.ts';
import { readHours, writeHours } from './hours.ts';
import { regions } from './regions.ts';

interface FieldsProps {
  edited: Edited;
  disabled: boolean;
  change: (changed: Partial<Edited>) => void;
}

/** Names, place, the week, and days of its own. */
export function CalendarFields({ edited, disabled, change }: FieldsProps) {
  const { t, i18n } = useTranslation();
  const place = { disabled };
  // The first of January 2024 was a Monday.
  const weekday = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'de-DE', { weekday: 'long', timeZone: 'UTC' });
  return (
    <>
      <div className="calendar__row">
        {(['de', 'en'] as const).map((language) => (
          <TextInput
            key={language}
            {...place}
            required
            label={t(`calendars.name.${language}`)}
            value={edited.title[language]}
            onChange={(event) => change({ title: { ...edited.title, [language]: event.currentTarget.value } })}
          />
        ))}
      </div>
      <div className="calendar__row">
        <NativeSelect
          {...place}
          label={t('calendars.timeZone')}
          value={edited.timeZone}
          data={timeZonesWith(edited.timeZone)}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <NativeSelect
          {...place}
          label={t('calendars.region')}
          value={edited.region}
          data={[{ value: '', label: t('calendars.noRegion') }, ...regionsWith(edited.region)]}
          onChange={(event) => change({ region: event.currentTarget.value })}
        />
      </div>
      <fieldset className="calendar__week">
        <legend>{t('calendars.week')}</legend>
        <p className="muted small">{t('calendars.hoursHint')}</p>
        {weekdays.map((day) => (
          <HoursInput
            key={day}
            disabled={disabled}
            label={weekday.format(new Date(Date.UTC(2024, 0, day)))}
            value={edited.hours[day]}
            onChange={(hours) => change({ hours: { ...edited.hours, [day]: hours } })}
          />
        ))}
      </fieldset>
      <OwnDays edited={edited} disabled={disabled} change={change} />
    </>
  );
}

function OwnDays({ edited: { days }, disabled, change }: FieldsProps) {
  const { t } = useTranslation();
  const set = (id: number, changed: Partial<Edited['days'][number]>) =>
    change({ days: days.map((day) => (day.id === id ? { ...day, ...changed } : day)) });
  return (
    <fieldset className="calendar__days">
      <legend>{t('calendars.ownDays')}</legend>
      <p className="muted small">{t('calendars.ownDaysHint')}</p>
      {days.map((day) => (
        <div key={day.id} className="calendar__day">
          <TextInput
            type="date"
            required
            disabled={disabled}
            aria-label={t('calendars.date')}
            value={day.date}
            error={days.some((other) => other.id !== day.id && other.date === day.date && day.date !== '')}
            onChange={(event) => set(day.id, { date: event.currentTarget.value })}
          />
          <HoursInput
            disabled={disabled}
            label={t('calendars.hoursOf', { date: day.date })}
            hidden
            value={day.hours}
            onChange={(hours) => set(day.id, { hours })}
          />
          {!disabled && (
            <ActionIcon
              size={34}
              aria-label={`${t('common.remove')}: ${day.date}`}
              onClick={() => change({ days: days.filter(({ id }) => id !== day.id) })}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!disabled && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change({ days: [...days, newDay(days)] })}
        >
          {t('calendars.addDay')}
        </Button>
      )}
    </fieldset>
  );
}

/** A day that is closed until it is said otherwise. */
export const newDay = (days: Edited['days'], date = ''): Edited['days'][number] => ({
  id: Math.max(-1, ...days.map(({ id }) => id)) + 1,
  date,
  hours: '',
});

interface HoursInputProps {
  label: string;
  value: string;
  disabled: boolean;
  /** The label is for readers of screens only. */
  hidden?: boolean;
  onChange: (text: string) => void;
}

/** Hours as text; left, they are written as they were understood. */
function HoursInput({ label, value, disabled, hidden = false, onChange }: HoursInputProps) {
  const { t } = useTranslation();
  const read = readHours(value);
  return (
    <TextInput
      className="calendar__hours"
      disabled={disabled}
      {...(hidden ? { 'aria-label': label } : { label })}
      placeholder={t('calendars.state.closed')}
      value={value}
      error={read ? null : t('calendars.notHours')}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => read && onChange(writeHours(read))}
    />
  );
}

const timeZones = [
  'Europe/Berlin',
  'Europe/Vienna',
  'Europe/Zurich',
  'Europe/London',
  'Europe/Paris',
  'Europe/Warsaw',
  'America/New_York',
  'UTC',
];
const timeZonesWith = (one: string) => (timeZones.includes(one) ? timeZones : [one, ...timeZones]);

function regionsWith(one: string): { value: string; label: string }[] {
  const known = regions.map(([value, label]) => ({ value, label: value.includes('-') ? `– ${label}` : label }));
  return one === '' || regions.some(([value]) => value === one) ? known : [{ value: one, label: one }, ...known];
}
