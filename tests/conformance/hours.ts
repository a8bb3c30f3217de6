import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addWorkingTime, NoOpening, workingTimeBetween, type Calendar, type Opening } from '../../domain/service-level/calendar.ts';
import type { Case } from './adapter/case.ts';
import { clockCases } from './hours/clock-cases.ts';

interface CalendarCase {
  id: string;
  tz: string;
  weekly: Record<string, Opening[]>;
  holidays: string[];
  overrides: Record<string, Opening[]>;
}
interface AddCase {
  id: string;
  cal: string;
  start: string;
  min: number;
  due?: string;
  error?: string;
}
interface BetweenCase {
  id: string;
  cal: string;
  from: string;
  to: string;
  sec: number;
}

const WEEKDAYS = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

/** Working time added to an instant, and between two of them; service-level clocks, each case with all its checks. */
export function casesOf(folder: string): Case[] {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const calendars = new Map((read('calendars.json') as CalendarCase[]).map((one) => [one.id, calendarOf(one)]));
  const same = (expected: string | number, got: string | number) => (expected === got ? null : `expected ${expected}, got ${got}`);
  const added = (read('add.json') as AddCase[]).map(({ id, cal, start, min, due, error }) => ({
    name: id,
    differs: () => same(due ?? error ?? '', dueOf(calendars.get(cal)!, start, min)),
  }));
  const between = (read('between.json') as BetweenCase[]).map(({ id, cal, from, to, sec }) => ({
    name: id,
    differs: () => same(sec, Math.round(workingTimeBetween(calendars.get(cal)!, from, to) * 60)),
  }));
  return [...added, ...between, ...clockCases({ cases: read('clock.json'), policies: read('policies.json'), calendars })];
}

function dueOf(calendar: Calendar, start: string, minutes: number): string {
  try {
    return addWorkingTime(calendar, start, minutes).replace('.000Z', 'Z');
  } catch (error) {
    if (error instanceof NoOpening) return 'no-opening';
    throw error;
  }
}

function calendarOf({ tz, weekly, holidays, overrides }: CalendarCase): Calendar {
  const opening: Calendar['opening'] = {};
  for (const [name, number] of Object.entries(WEEKDAYS)) if (weekly[name] !== undefined) opening[number] = weekly[name];
  return { timeZone: tz, opening, holidays: { dates: holidays }, overrides };
}
