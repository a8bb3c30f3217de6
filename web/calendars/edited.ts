import type { CalendarItem } from '../../api/types.ts';
import type { Opening, Weekday } from '../../domain/service-level/calendar.ts';
import type { WrittenCalendar } from '../../domain/service-level/calendar-rule.ts';
import { readHours, writeHours } from './hours.ts';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

/** A calendar while it is being written: hours are text, days of its own a list. */
export interface Edited {
  title: { de: string; en: string };
  timeZone: string;
  region: string;
  hours: Record<Weekday, string>;
  days: { id: number; date: string; hours: string }[];
}

export function editedOf({ title, versions }: CalendarItem): Edited {
  const calendar = versions[0]?.calendar;
  const hours = Object.fromEntries(weekdays.map((day) => [day, writeHours(calendar?.opening[day] ?? [])])) as Edited['hours'];
  const days = Object.entries(calendar?.overrides ?? {})
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([date, opening], id) => ({ id, date, hours: writeHours(opening) }));
  return { title, timeZone: calendar?.timeZone ?? 'Europe/Berlin', region: calendar?.region ?? '', hours, days };
}

export const emptyEdited: Edited = {
  title: { de: '', en: '' },
  timeZone: 'Europe/Berlin',
  region: 'DE',
  hours: { 1: '08:00–18:00', 2: '08:00–18:00', 3: '08:00–18:00', 4: '08:00–18:00', 5: '08:00–18:00', 6: '', 7: '' },
  days: [],
};

/** As it would be saved; null while an entry cannot be read. */
export function writtenOf({ timeZone, region, hours, days }: Edited): WrittenCalendar | null {
  const opening: Partial<Record<Weekday, Opening[]>> = {};
  for (const day of weekdays) {
    const read = readHours(hours[day]);
    if (!read) return null;
    if (read.length > 0) opening[day] = read;
  }
  const overrides: Record<string, Opening[]> = {};
  for (const { date, hours: text } of days) {
    const read = readHours(text);
    if (!read || date === '') return null;
    overrides[date] = read;
  }
  return { timeZone, region: region === '' ? null : region, opening, overrides };
}
