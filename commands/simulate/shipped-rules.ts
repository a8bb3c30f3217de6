import { load } from '../../domain/process/load.ts';
import type { Calendar } from '../../domain/service-level/calendar.ts';
import { holidaysOf } from '../../domain/service-level/holidays.ts';
import { demandOf } from '../../domain/simulation/day/draw-day.ts';
import type { Week } from '../../domain/simulation/week/run-week.ts';
import { teamsOf } from '../../domain/simulation/week/teams.ts';
import { compileShipped } from '../provision/compile-shipped.ts';
import { readShipped } from '../provision/shipped.ts';
import { shippedTables } from './shipped-tables.ts';

/** Processes, tables and calendars as they lie in config/, for a week. @param years whose holidays count */
export async function shippedRules(years: readonly number[]): Promise<
  Pick<Week, 'executables' | 'published' | 'calendars' | 'limits' | 'hours' | 'demand' | 'teams'> & {
    tables: ReturnType<typeof shippedTables>;
  }
> {
  const [{ graphs }, shipped] = await Promise.all([compileShipped(), readShipped()]);
  const ready = new Map([...graphs.values()].map((graph) => [graph.hash, load(graph)]));
  const tables = shippedTables(graphs.get('intake') ?? missing('process intake'));
  const calendars = Object.fromEntries(
    shipped.calendars.map(({ key, timeZone, opening, region }): [string, Calendar] => {
      const dates = region === null ? [] : holidaysOf(region, years).map(({ date }) => date);
      return [key, { timeZone, opening, holidays: { dates }, overrides: {} }];
    }),
  );
  const demand = demandOf((kind, customerClass) => {
    const { skill, level } = tables.handling(kind, customerClass) as { skill: string; level: number };
    return { skill, level, targetMinutes: 0 };
  });
  const teams = teamsOf(2, (kind, customerClass) => {
    const { topic, skill, level } = tables.handling(kind, customerClass) as { topic: string; skill: string; level: number };
    return { topic, key: skill, level };
  });
  return {
    executables: (hash) => ready.get(hash) ?? missing(`graph ${hash}`),
    published: (process) => graphs.get(process)?.hash ?? null,
    calendars,
    hours: calendars['business'] ?? missing('calendar business'),
    limits: shipped.competenceLimits,
    // Somebody must be there who may grant a large amount.
    demand: [...demand, ...[2, 3, 4].map((level) => ({ key: 'competence', level, share: 0.02 / level }))],
    teams,
    tables,
  };
}

function missing(what: string): never {
  throw new Error(`The shipped ${what} is missing: see tests/config/shipped-processes.test.ts.`);
}
