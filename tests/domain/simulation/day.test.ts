import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostInTime } from '../../../domain/simulation/day/bound.ts';
import { drawDay, type Level } from '../../../domain/simulation/day/draw-day.ts';
import { figuresOf } from '../../../domain/simulation/day/figures.ts';
import { POLICIES } from '../../../domain/simulation/day/policies.ts';
import { type DayTask, runDay } from '../../../domain/simulation/day/run-day.ts';
import type { Rostered } from '../../../domain/simulation/roster.ts';

const START = Date.parse('2026-11-24T07:00:00Z');
const MINUTE = 60_000;
const level: Level = (kind, customerClass) => ({
  skill: kind,
  level: kind === 'complaint' && customerClass === 'A' ? 2 : 1,
  targetMinutes: kind === 'complaint' ? 15 : 30,
});
const curve = { from: START, interval: 5 * MINUTE, counts: [1, 4, 9, 9, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1] };
const dayOf = (seed: number, load = 1) => drawDay({ seed, curve, agents: 8, load, level });

test('no policy beats the bound, of all requests and of each class', () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0.5, max: 2, noNaN: true }), (seed, load) => {
      const { work, roster } = dayOf(seed, load);
      const most = mostInTime(work, roster);
      const ofA = work.filter(({ customerClass }) => customerClass === 'A');
      for (const policy of POLICIES) {
        const { inTime, byClass } = figuresOf(work, runDay(work, roster, policy), START + 80 * MINUTE);
        expect(inTime).toBeLessThanOrEqual(most);
        expect(byClass['A']?.inTime ?? 0).toBeLessThanOrEqual(mostInTime(ofA, roster));
      }
      expect(most).toBeLessThanOrEqual(work.length);
    }),
    { numRuns: 8 },
  );
});

test('the bound is what a clever plan reaches: short work first, others where their skills are, nothing without skill or time', () => {
  const agent = (id: string, ...skills: string[]): Rostered => ({
    agent: {
      id,
      skills: Object.fromEntries(skills.map((key) => [key, 1])),
      topics: null,
      languages: [],
      capacity: 1,
      load: 0,
      presence: 'offline',
    },
    shifts: [{ from: START, to: START + 20 * MINUTE, breaks: [] }],
  });
  const task = (id: string, skill: string, minutes: number, until: number): DayTask => ({
    id,
    customerClass: 'A',
    skills: [{ key: skill, level: 1 }],
    topic: null,
    language: null,
    points: 1,
    left: minutes * MINUTE,
    arrival: new Date(START).toISOString(),
    deadline: new Date(START + until * MINUTE).toISOString(),
  });
  const roster = [agent('one', 'a'), agent('two', 'a', 'b')];
  expect(mostInTime([task('1', 'a', 10, 10), task('2', 'a', 10, 10), task('3', 'a', 10, 10)], roster)).toBe(2);
  // Whoever alone can do b must not be lost to a.
  expect(mostInTime([task('1', 'a', 10, 10), task('2', 'b', 10, 10)], roster)).toBe(2);
  expect(mostInTime([task('1', 'b', 10, 10), task('2', 'b', 10, 10)], roster)).toBe(1);
  expect(mostInTime([task('1', 'c', 5, 20)], roster)).toBe(0);
  // Longer than its whole time; and no two people work on one task at once.
  expect(mostInTime([task('1', 'a', 11, 10)], roster)).toBe(0);
  expect(mostInTime([task('1', 'a', 20, 20), task('2', 'a', 5, 20), task('3', 'a', 5, 20)], roster)).toBe(3);
});

test('work is done by whoever has the skill and is there, rests in a break, and goes back to the line at the end of a shift', () => {
  const { work, roster } = dayOf(7);
  const done = runDay(work, roster, POLICIES.at(-1)!);
  expect(done.size).toBeGreaterThan(work.length / 2);
  for (const { id, arrival, left } of work) if (done.has(id)) expect(done.get(id)!).toBeGreaterThanOrEqual(Date.parse(arrival) + left);
});

test('the same seed gives the same day, another one another', () => {
  expect(dayOf(3)).toEqual(dayOf(3));
  expect(dayOf(4)).not.toEqual(dayOf(3));
  const policy = POLICIES[0]!;
  const { work, roster } = dayOf(3);
  expect(runDay(work, roster, policy)).toEqual(runDay(work, roster, policy));
});
