import { currentLanguage } from '../i18n/i18n.ts';
import { useApi } from '../server/queries.ts';

/** The tenant's calendars as choices, and the name of one; an unknown key stands for itself. */
export function useCalendarNames() {
  const items = useApi('GET /api/calendars', {}).data?.items ?? [];
  const calendars = items.map(({ key, title }) => ({ value: key, label: title[currentLanguage()] }));
  const nameOf = (key: string): string => calendars.find(({ value }) => value === key)?.label ?? key;
  return { calendars, nameOf };
}
