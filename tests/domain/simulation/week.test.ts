import { beforeAll, expect, test } from 'vitest';
import { shippedRules } from '../../../commands/simulate/shipped-rules.ts';
import { addWorkingTime, type Calendar, type Opening } from '../../../domain/service-level/calendar.ts';
import { explain } from '../../../domain/simulation/week/explain.ts';
import { figuresOf } from '../../../domain/simulation/week/figures.ts';
import { type HalfDay, withHalfDay } from '../../../domain/simulation/week/half-day.ts';
import { runWeek } from '../../../domain/simulation/week/run-week.ts';
import { brokenInSilence, nobodyTold, promise, settle } from '../../../domain/simulation/week/told.ts';
import { inWords } from '../../../domain/simulation/week/words.ts';
import type { World } from '../../../domain/simulation/week/world.ts';

const english = { zone: 'Europe/Berlin', language: 'en' } as const;
let rules: Awaited<ReturnType<typeof shippedRules>>;
let world: World;

beforeAll(async () => {
  rules = await shippedRules([2027]);
  world = runDay(4);
});

/** After Easter work ends early on a day; that is decided on the day before. */
const halfDay: HalfDay = { calendar: 'business', date: '2027-03-30', closesAt: '13:00', announcedAt: '15:00' };

/** The Thursday before Good Friday, with far too few agents: what is left waits over Easter, the change to summer time and a half day. */
function runDay(seed: number, requests = 50): World {
  return runWeek({ ...rules, seed, from: Date.parse('2027-03-24T23:00:00Z'), days: 1, requests, agents: 2, halfDay });
}

test('every request goes its way to the end, no promise breaks in silence, and each breach is explained to the minute', () => {
  const figures = figuresOf(world);
  expect(figures).toMatchObject({ incidents: [], open: 0, brokenInSilence: 0 });
  expect(figures.requests).toBeGreaterThanOrEqual(50);
  expect(figures.promises.kept).toBeGreaterThan(40);
  expect(figures.notices).toBeGreaterThan(0);
  expect(figures.silence).toBeLessThanOrEqual(24 * 3_600_000);
  expect(figures.explanations.length).toBeGreaterThanOrEqual(5);
  for (const one of figures.explanations) expect(one, inWords(one, english)).toMatchObject({ isExplained: true });
});

test('a first response is a breach exactly where it came after the target by the calendar', () => {
  for (const { kind, customerClass, arrival, clocks, breaches } of world.requests) {
    const minutes = Number(rules.tables.serviceLevel(kind, customerClass)['firstResponseMinutes']);
    const due = addWorkingTime(world.calendars['business']!, arrival, minutes);
    const given = clocks?.moves.find(({ type }) => type === 'agent-replied' || type === 'resolved')?.at ?? '';
    expect(breaches.some(({ clock }) => clock === 'first')).toBe(given > due);
  }
});

test('a half day that is announced moves the deadlines of what is open, and later ones are not missed by it', () => {
  const [change] = world.calendarChanges;
  expect(change).toMatchObject({ at: Date.parse('2027-03-29T13:00:00Z'), earlier: 0, newlyMissed: 0 });
  expect(change!.later).toBeGreaterThan(0);
  expect(change!.later).toBeLessThan(change!.requests);
  for (const { clocks, arrival } of world.requests)
    if (arrival < '2027-03-29T13:00:00.000Z') expect(clocks?.after, 'counted after the change').toBe(clocks?.moves.length);
});

test.each([
  ['an open day loses its afternoon', '2027-03-30', [['08:00', '18:00']], {}, [['08:00', '13:00']]],
  [
    'a pause at noon stays',
    '2027-03-30',
    [
      ['08:00', '12:00'],
      ['14:00', '18:00'],
    ],
    {},
    [['08:00', '12:00']],
  ],
  ['what goes over midnight ends, too', '2027-03-30', [['10:00', '02:00']], {}, [['10:00', '13:00']]],
  ['a holiday stays closed', '2027-03-29', [['08:00', '18:00']], {}, []],
  ['a special day is cut as it is', '2027-03-29', [['08:00', '18:00']], { '2027-03-29': [['09:00', '15:00']] }, [['09:00', '13:00']]],
] satisfies [string, string, Opening[], Calendar['overrides'], Opening[]][])('a half day: %s', (_title, date, day, overrides, kept) => {
  const calendar: Calendar = { timeZone: 'Europe/Berlin', opening: { 1: day, 2: day }, holidays: { dates: ['2027-03-29'] }, overrides };
  expect(withHalfDay(calendar, { ...halfDay, date }).overrides[date]).toEqual(kept);
});

test('every breach is told in German as well, with the same causes', () => {
  for (const one of figuresOf(world).explanations) {
    const [de, en] = [inWords(one, { ...english, language: 'de' }), inWords(one, english)];
    expect(de).toMatch(/ fällig .* erfolgt .*\. Von /);
    expect(de.split('; ')).toHaveLength(en.split('; ').length);
    expect(de).not.toMatch(/\b(in line|of|while|agents)\b/);
  }
});

test('time that nobody can account for is unknown, and says when', () => {
  const breach = world.requests.flatMap(({ breaches }) => breaches).find(({ clock }) => clock === 'first')!;
  const tasks = breach.request.tasks.map((task) => ({ ...task, stations: [] }));
  const lost = explain({ ...breach, request: { ...breach.request, tasks } }, world);
  expect(lost).toMatchObject({ isExplained: false, parts: [{ cause: 'unknown' }] });
  expect(inWords(lost, english)).toContain('of unknown cause');
});

test('a promise that broke is told apart by whether anything was heard before', () => {
  const told = nobodyTold('2027-03-25T08:00:00.000Z');
  promise(told, { dueAt: '2027-03-25T12:00:00.000Z', toldBy: 'acknowledgement', at: '2027-03-25T08:00:00.000Z' });
  settle(told, 'kept', '2027-03-25T12:30:00.000Z');
  expect(brokenInSilence(told)).toHaveLength(1);
  told.sent.push({ answer: 'interim-notice', at: '2027-03-25T11:30:00.000Z' });
  expect(brokenInSilence(told)).toHaveLength(0);
});

test('every topic has one team, teams have about as much work, and whoever is in one helps the others', () => {
  const topics = rules.teams.flatMap((team) => team.topics);
  expect(new Set(topics).size).toBe(topics.length);
  const [one, other] = rules.teams.map(({ demand }) => demand.reduce((sum, { share }) => sum + share, 0));
  expect(one! / other!).toBeCloseTo(1, 0);
  for (const { topics: own, helps } of world.agents) expect([...own!, ...helps!].toSorted()).toEqual(topics.toSorted());
});

test('the same seed gives the same week', () => {
  const lives = (one: World) => one.requests.map(({ kind, clocks, customer }) => ({ kind, moves: clocks?.moves, customer }));
  expect(lives(runDay(4))).toEqual(lives(world));
  expect(lives(runDay(5, 20))).not.toEqual(lives(world).slice(0, 20));
});
