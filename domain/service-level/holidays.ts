import Holidays from 'date-holidays';

/** A public holiday: local date and its names. */
export interface Holiday {
  date: string;
  name: { de: string; en: string };
}

/**
 * Public holidays of a region for some years, e.g. `DE`, `DE-BY`, `AT`, `CH-ZH` (data of date-holidays, CC-BY; a tenant's
 * own days go into the calendar's overrides). Throws where the region is unknown: a silent nothing would keep a shop open.
 */
export function holidaysOf(region: string, years: readonly number[]): Holiday[] {
  const [country = '', ...parts] = region.toUpperCase().split('-');
  const source = new Holidays();
  if (!Object.hasOwn(source.getCountries(), country)) {
    throw new Error(`Holidays: no region "${region}"; use a country code or a country and its state, e.g. DE-BY`);
  }
  const state = parts.join('-');
  if (state !== '' && !isState(source, country, state)) {
    throw new Error(
      `Holidays: ${country} has no state "${state}"; use one such as ${Object.keys(source.getStates(country) ?? {})[0] ?? 'none at all'}`,
    );
  }
  if (state === '') source.init(country);
  else source.init(country, state);
  return years.flatMap((year) => {
    const english = new Map(source.getHolidays(year, 'en').map((day) => [day.date, day.name]));
    return source
      .getHolidays(year, 'de')
      .filter((day) => day.type === 'public')
      .map((day) => ({ date: day.date.slice(0, 10), name: { de: day.name, en: english.get(day.date) ?? day.name } }));
  });
}

function isState(source: Holidays, country: string, state: string): boolean {
  return Object.keys(source.getStates(country) ?? {}).some((known) => known.toUpperCase() === state);
}
