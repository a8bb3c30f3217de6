/** Language of an outgoing text. */
export type AnswerLanguage = 'de' | 'en';

const LOCALE: Record<AnswerLanguage, string> = { de: 'de-DE', en: 'en-GB' };
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** How values of one language and time zone are written. Each gives null for a value that is no such thing. */
export interface Formats {
  date: (value: unknown) => string | null;
  time: (value: unknown) => string | null;
  datetime: (value: unknown) => string | null;
  money: (value: unknown, currency?: unknown) => string | null;
  number: (value: unknown) => string | null;
  /** Whatever a placeholder without a filter names: never an ISO instant, a bare `true` or an object's innards. */
  plain: (value: unknown) => string | null;
}

/** Formats for people: `24. November 2026`, `14:30 Uhr`, `12,50 €`; `24 November 2026`, `14:30`, `€12.50`. */
export function formatsOf(language: AnswerLanguage, timeZone: string): Formats {
  const locale = LOCALE[language];
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  // A date without a time is the same day everywhere.
  const plainDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const hours = (date: Date): string => clock.format(date) + (language === 'de' ? ' Uhr' : '');
  const formats: Formats = {
    date(value) {
      if (typeof value === 'string' && DATE.test(value)) return plainDay.format(new Date(`${value}T00:00:00Z`));
      const date = instantOf(value);
      return date === null ? null : day.format(date);
    },
    time(value) {
      const date = instantOf(value);
      return date === null ? null : hours(date);
    },
    datetime(value) {
      const date = instantOf(value);
      return date === null ? formats.date(value) : `${day.format(date)}, ${hours(date)}`;
    },
    money(value, currency) {
      const { amount, unit } = amountOf(value, currency);
      return amount === null ? null : new Intl.NumberFormat(locale, { style: 'currency', currency: unit }).format(amount);
    },
    number(value) {
      const amount = numberOf(value);
      return amount === null ? null : new Intl.NumberFormat(locale).format(amount);
    },
    plain(value) {
      if (typeof value === 'boolean') return (language === 'de' ? ['nein', 'ja'] : ['no', 'yes'])[Number(value)] ?? null;
      if (typeof value === 'number') return String(value);
      if (Array.isArray(value)) return value.map((one) => formats.plain(one) ?? '').join(', ');
      if (typeof value === 'string') return formats.datetime(value) ?? value;
      return formats.datetime(value) ?? formats.money(value);
    },
  };
  return formats;
}

function instantOf(value: unknown): Date | null {
  const date = value instanceof Date ? value : typeof value === 'string' && INSTANT.test(value) ? new Date(value) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

/** A number or `{ amount, currency }`; euro where nothing else is said. */
function amountOf(value: unknown, currency: unknown): { amount: number | null; unit: string } {
  const given =
    typeof value === 'object' && value !== null
      ? (value as { amount?: unknown; currency?: unknown })
      : { amount: value, currency: undefined };
  const unit = [currency, given.currency].find((one): one is string => typeof one === 'string' && /^[A-Z]{3}$/.test(one)) ?? 'EUR';
  return { amount: numberOf(given.amount), unit };
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : null;
}
