import { beforeAll, expect, test } from 'vitest';
import { shippedRules } from '../../../commands/simulate/shipped-rules.ts';
import { addWorkingTime } from '../../../domain/service-level/calendar.ts';
import { explain } from '../../../domain/simulation/week/explain.ts';
import { figuresOf } from '../../../domain/simulation/week/figures.ts';
import { runWeek } from '../../../domain/simulation/week/run-week.ts';
import { brokenInSilence, nobodyTold, promise, settle } from '../../../domain/simulation/week/told.ts';
import { inWords } from '../../../domain/simulation/week/words.ts';
import type { World } from '../../../domain/simulation/week/world.ts';

let rules: Awaited<ReturnType<typeof shippedRules>>;
let world: World;

beforeAll(async () => {
  rules = await shippedRules([2027]);
  world = runDay(4);
});

/** The Thursday before Good Friday, with far too few agents: what is left waits over Easter and the change to summer time. */
function runDay(seed: number, requests = 50): World {
  return runWeek({ ...rules, seed, from: Date.parse('2027-03-24T23:00:00Z'), days: 1, requests, agents: 2 });
}

test('every request goes its way to the end, no promise breaks in silence, and each breach is explained to the minute', () => {
  const figures = figuresOf(world);
  expect(figures).toMatchObject({ incidents: [], open: 0, brokenInSilence: 0 });
  expect(figures.requests).toBeGreaterThanOrEqual(50);
  expect(figures.promises.kept).toBeGreaterThan(40);
  expect(figures.notices).toBeGreaterThan(0);
  expect(figures.silence).toBeLessThanOrEqual(24 * 3_600_000);
  expect(figures.explanations.length).toBeGreaterThan(5);
  for (const one of figures.explanations) expect(one, inWords(one, 'Europe/Berlin')).toMatchObject({ isExplained: true });
});

test('a first response is a breach exactly where it came after the target by the calendar', () => {
  for (const { kind, customerClass, arrival, clocks, breaches } of world.requests) {
    const minutes = Number(rules.tables.serviceLevel(kind, customerClass)['firstResponseMinutes']);
    const due = addWorkingTime(rules.hours, arrival, minutes);
    const given = clocks?.moves.find(({ type }) => type === 'agent-replied' || type === 'resolved')?.at ?? '';
    expect(breaches.some(({ clock }) => clock === 'first')).toBe(given > due);
  }
});

test('time that nobody can account for is unknown, and says when', () => {
  const breach = world.requests.flatMap(({ breaches }) => breaches).find(({ clock }) => clock === 'first')!;
  const tasks = breach.request.tasks.map((task) => ({ ...task, stations: [] }));
  const lost = explain({ ...breach, request: { ...breach.request, tasks } }, world);
  expect(lost).toMatchObject({ isExplained: false, parts: [{ cause: 'unknown' }] });
  expect(inWords(lost, 'Europe/Berlin')).toContain('of unknown cause');
});

test('a promise that broke is told apart by whether anything was heard before', () => {
  const told = nobodyTold('2027-03-25T08:00:00.000Z');
  promise(told, { dueAt: '2027-03-25T12:00:00.000Z', toldBy: 'acknowledgement', at: '2027-03-25T08:00:00.000Z' });
  settle(told, 'kept', '2027-03-25T12:30:00.000Z');
  expect(brokenInSilence(told)).toHaveLength(1);
  told.sent.push({ answer: 'interim-notice', at: '2027-03-25T11:30:00.000Z' });
  expect(brokenInSilence(told)).toHaveLength(0);
});

test('the same seed gives the same week', () => {
  const lives = (one: World) => one.requests.map(({ kind, clocks, customer }) => ({ kind, moves: clocks?.moves, customer }));
  expect(lives(runDay(4))).toEqual(lives(world));
  expect(lives(runDay(5, 20))).not.toEqual(lives(world).slice(0, 20));
});
