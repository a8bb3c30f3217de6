/** Adapter: `node tests/conformance/hours.ts FOLDER` runs business-hours cases of that folder; its README has the format. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addWorkingTime, NoOpening, workingTimeBetween, type Calendar, type Opening } from '../../domain/service-level/calendar.ts';

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

function main(folder: string): void {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const calendars = new Map((read('calendars.json') as CalendarCase[]).map((one) => [one.id, calendarOf(one)]));
  let right = 0;
  let all = 0;
  const count = (id: string, expected: string | number, got: string | number): void => {
    all += 1;
    if (expected === got) right += 1;
    else console.log(`${id}: expected ${expected}, got ${got}`);
  };
  for (const { id, cal, start, min, due, error } of read('add.json') as AddCase[]) {
    count(id, due ?? error ?? '', dueOf(calendars.get(cal)!, start, min));
  }
  for (const { id, cal, from, to, sec } of read('between.json') as BetweenCase[]) {
    count(id, sec, Math.round(workingTimeBetween(calendars.get(cal)!, from, to) * 60));
  }
  console.log(`${right} of ${all}`);
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

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Which folder? node tests/conformance/hours.ts FOLDER');
main(folder);
