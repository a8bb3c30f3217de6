import type { TFunction } from 'i18next';
import type { Format } from '../i18n/format.ts';

interface Names {
  t: TFunction;
  format: Format;
  /** Title of a kind, or of a calendar. */
  kind: (key: string) => string;
  calendar: (key: string) => string;
}

/** What an input cell asks for, in words; null: whatever it is. What is no list of values stays FEEL. */
export function testText(feel: string, test: string, names: Names): string | null {
  if (test.trim() === '' || test.trim() === '-') return null;
  const values = valuesIn(test);
  if (!values) return test;
  if (feel === 'kind') return values.map(names.kind).join(', ');
  if (feel === 'request.channel') return values.map((value) => names.t(`channel.${value as 'mail'}`, { defaultValue: value })).join(', ');
  return values.join(', ');
}

/** What an output cell gives, in words. */
export function resultText(name: string, feel: string, names: Names): string {
  const { t } = names;
  if (feel.trim() === '') return '–';
  const number = Number(feel);
  if (name.endsWith('Minutes') && Number.isFinite(number)) return span(number);
  if (name === 'atRiskShare' && Number.isFinite(number)) return `${names.format.number(number * 100)} %`;
  if (name === 'calendar') return (valuesIn(feel) ?? [feel]).map(names.calendar).join(', ');
  if (name === 'closeAfter') {
    const days = /^"P(\d+)D"$/.exec(feel);
    return days ? t('serviceLevels.days', { count: Number(days[1]) }) : (valuesIn(feel)?.[0] ?? feel);
  }
  const clocks = /^\[(.*)\]$/.exec(feel.trim());
  if (clocks) {
    const listed = clocks[1] === '' ? [] : valuesIn(clocks[1] ?? '');
    if (listed)
      return listed.length === 0 ? '–' : listed.map((clock) => t(`clocks.clock.${clock as 'first'}`, { defaultValue: clock })).join(', ');
  }
  return feel;
}

/** The values of a list like `"a", "b"` or `1,2`; null where it is more than that. */
function valuesIn(feel: string): string[] | null {
  const parts = feel.split(',').map((part) => part.trim());
  const values = parts.map((part) => /^"([^"\\]*)"$/.exec(part)?.[1] ?? (/^-?\d+(?:\.\d+)?$/.test(part) ? part : null));
  return values.every((value) => value !== null) ? values : null;
}

/** Minutes of working time as hours and minutes; days of them differ from calendar to calendar. */
function span(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}
