import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Format {
  /** 14:05 */
  time: (instant: string | Date) => string;
  /** 22.11.2026 */
  date: (instant: string | Date) => string;
  /** So., 22.11., 14:05 */
  dateTime: (instant: string | Date) => string;
  /** Time only for today, else the day with the time. */
  moment: (instant: string | Date, now: Date) => string;
  /** Day heading within a conversation: Sonntag, 22. November 2026 */
  day: (instant: string | Date) => string;
  number: (value: number) => string;
  /** Cents to 12,90 € */
  money: (cents: number) => string;
  /** Bytes to 1,2 MB */
  size: (bytes: number) => string;
}

/** Dates and numbers as the chosen language writes them, in the browser's own time zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language === 'en' ? 'en-GB' : 'de-DE'), [i18n.language]);
}

function createFormat(locale: string): Format {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' });
  const dateTime = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const number = new Intl.NumberFormat(locale);
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    time: (instant) => time.format(new Date(instant)),
    date: (instant) => date.format(new Date(instant)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    moment: (instant, now) => {
      const at = new Date(instant);
      return at.toDateString() === now.toDateString() ? time.format(at) : dateTime.format(at);
    },
    day: (instant) => day.format(new Date(instant)),
    number: (value) => number.format(value),
    money: (cents) => money.format(cents / 100),
    size: (bytes) => {
      if (bytes < 1000) return `${number.format(bytes)} B`;
      return bytes < 1_000_000 ? `${size.format(bytes / 1000)} kB` : `${size.format(bytes / 1_000_000)} MB`;
    },
  };
}
