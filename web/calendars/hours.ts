import type { Opening } from '../../domain/service-level/calendar.ts';

const span = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|bis|to)\s*(\d{1,2})(?:[:.](\d{2}))?$/i;

/** Opening hours as people write them: `8-12, 13:00–17:30`; nothing is closed. Null where it is no time. */
export function readHours(text: string): Opening[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = parts.map(readSpan);
  return found.every((one) => one !== null) ? found : null;
}

function readSpan(text: string): Opening | null {
  const match = span.exec(text);
  if (!match) return null;
  const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = match;
  const [from, to] = [timeOf(fromHour, fromMinute), timeOf(toHour, toMinute)];
  return from !== null && to !== null && from !== to && from !== '24:00' ? [from, to] : null;
}

function timeOf(hour: string, minute: string): string | null {
  const isTime = Number(minute) < 60 && (Number(hour) < 24 || (Number(hour) === 24 && minute === '00'));
  return isTime ? `${hour.padStart(2, '0')}:${minute}` : null;
}

export const writeHours = (opening: readonly Opening[]): string => opening.map(([from, to]) => `${from}–${to}`).join(', ');
