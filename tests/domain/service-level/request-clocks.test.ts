import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Calendar } from '../../../domain/service-level/calendar.ts';
import { clockStory } from '../../../domain/service-level/clock-story.ts';
import { noEffect, withLevel } from '../../../domain/service-level/effect.ts';
import { nextAlarm } from '../../../domain/service-level/notice.ts';
import { type ClockMove, deadlinesAt, type Level, movesBefore, readingsAt, toldNow } from '../../../domain/service-level/request-clocks.ts';

const office: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]])),
  holidays: { dates: [] },
  overrides: {},
};
const level: Level = {
  calendar: 'office',
  priority: '2',
  atRiskShare: 0.5,
  policy: {
    targets: { 2: { first: 240, next: 120, resolution: 960 } },
    pauses: ['resolution'],
    expertPauses: ['first', 'next', 'resolution'],
    wall: [],
    reopen: 'continue',
    merge: 'least-remaining',
  },
};
/** So many working hours after Monday, 09:00 in Berlin; 8 is its closing time. */
const at = (hours: number): string => {
  const day = Math.max(0, Math.ceil(hours / 8) - 1);
  return new Date(Date.parse('2026-11-23T08:00:00Z') + (day * 24 + hours - day * 8) * 3_600_000).toISOString();
};
const received: ClockMove = { at: at(0), type: 'received', ...level };
const after = (...moves: ClockMove[]) => deadlinesAt([received, ...moves], { office }, moves.at(-1)?.at ?? at(0));

it('what is owed next is the response, and once it is given the resolution; each is at risk by its own share', () => {
  expect(after()).toEqual({ firstResponseAt: at(4), resolutionAt: at(16), dueAt: at(4), atRiskAt: at(2) });
  const replied: ClockMove = { at: at(1), type: 'agent-replied' };
  expect(after(replied)).toEqual({ firstResponseAt: null, resolutionAt: at(16), dueAt: at(16), atRiskAt: at(8) });
  expect(after(replied, { at: at(3), type: 'customer-replied' })).toEqual({
    firstResponseAt: at(5),
    resolutionAt: at(16),
    dueAt: at(5),
    atRiskAt: at(4),
  });
  expect(after({ at: at(3), type: 'resolved' })).toEqual({ firstResponseAt: null, resolutionAt: null, dueAt: null, atRiskAt: null });
});

it('nothing is due while we wait; then what is left counts', () => {
  const asked: ClockMove = { at: at(1), type: 'wait-begun', for: 'expert' };
  expect(after(asked)).toEqual({ firstResponseAt: null, resolutionAt: null, dueAt: null, atRiskAt: null });
  expect(after(asked, { at: at(7), type: 'wait-ended', for: 'expert' })).toMatchObject({ firstResponseAt: at(10), atRiskAt: at(8) });
  // Waiting for both, it goes on when both have answered.
  const both: ClockMove[] = [{ at: at(0.5), type: 'agent-replied' }, asked, { at: at(2), type: 'wait-begun', for: 'customer' }];
  expect(after(...both, { at: at(3), type: 'wait-ended', for: 'customer' }).resolutionAt).toBeNull();
});

it('another service level goes on from what was counted, and targets on the wall clock know no closing time', () => {
  const urgent: ClockMove = {
    at: at(1),
    type: 'level-changed',
    ...level,
    policy: { ...level.policy, targets: { 2: { first: 120, next: 60, resolution: 2880 } }, wall: ['resolution'] },
  };
  expect(after(urgent)).toMatchObject({ dueAt: at(2), resolutionAt: new Date(Date.parse(at(1)) + 47 * 3_600_000).toISOString() });
});

it('what joins from another request leaves the less of both', () => {
  expect(after({ at: at(1), type: 'joined', remaining: { first: 3600, next: null, resolution: 360_000 } })).toMatchObject({
    firstResponseAt: at(2),
    resolutionAt: at(16),
  });
});

it('a new version of the calendar counts from its instant on; what was counted before stays counted', () => {
  const shorter: Calendar = { ...office, opening: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['11:00', '13:00']]])) };
  const changed = { ...office, next: { from: at(2), calendar: shorter } };
  // Monday 9 to 11 by the old one, 11 to 13 by the new one.
  expect(deadlinesAt([received], { office: changed }, at(0)).firstResponseAt).toBe(at(4));
  expect(deadlinesAt([received], { office: changed }, at(0)).resolutionAt).toBe('2026-12-01T12:00:00.000Z');
});

it('a promise stands as it was told until the customer asks again', () => {
  const first = toldNow({ moves: [received], told: null }, { office });
  expect(first).toMatchObject({ promiseAt: at(4) });
  const urgent: ClockMove = {
    at: at(1),
    type: 'level-changed',
    ...level,
    policy: { ...level.policy, targets: { 2: { first: 90, next: 60, resolution: 960 } } },
  };
  expect(toldNow({ moves: [received, urgent], told: first }, { office })).toMatchObject({ dueAt: at(1.5), promiseAt: at(4) });
  const replied: ClockMove = { at: at(1), type: 'agent-replied' };
  const told = toldNow({ moves: [received, replied], told: first }, { office });
  const again: ClockMove = { at: at(3), type: 'customer-replied' };
  expect(toldNow({ moves: [received, replied, again], told }, { office })).toMatchObject({ promiseAt: at(5) });
});

it('the story says what started a clock, stopped and moved it, and what would have been due from there on', () => {
  const moves: ClockMove[] = [
    received,
    { at: at(1), type: 'agent-replied' },
    { at: at(2), type: 'wait-begun', for: 'customer' },
    { at: at(4), type: 'customer-replied' },
  ];
  const lunch: Calendar = { ...office, opening: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '13:00']]])) };
  const calendars = { office: { ...office, next: { from: at(5), calendar: lunch } } };
  const story = clockStory(moves, calendars, at(6)).map(({ clock, cause, state, counted, due }) => [clock, cause, state, counted, due]);
  expect(story).toEqual([
    ['first', 'received', 'running', 0, at(4)],
    ['resolution', 'received', 'running', 0, expect.any(String)],
    ['first', 'agent-replied', 'stopped', 60, at(4)],
    ['resolution', 'waits-for-customer', 'paused', 120, null],
    ['next', 'customer-replied', 'running', 0, expect.any(String)],
    ['resolution', 'customer-replied', 'running', 120, expect.any(String)],
    ['next', 'calendar-changed', 'running', 60, at(9)],
    ['resolution', 'calendar-changed', 'running', 180, expect.any(String)],
  ]);
});

it('a promise stands while its clock stands still: the customer hears before it breaks, whoever is asked meanwhile', () => {
  const first = toldNow({ moves: [received], told: null }, { office });
  const asked: ClockMove = { at: at(1), type: 'wait-begun', for: 'expert' };
  const paused = toldNow({ moves: [received, asked], told: first }, { office });
  expect(paused).toMatchObject({ dueAt: null, promiseAt: at(4), noticeAt: first.noticeAt });
  const awaited = { owedSince: at(0), heardAt: at(0), noticedAt: null, promiseAt: paused.promiseAt };
  expect(nextAlarm(awaited)).toEqual({ id: 'notice', at: first.noticeAt });
  // What is promised anew while it stands still has no target: the customer hears within 24 hours all the same.
  const unpromised = toldNow({ moves: [received, asked], told: null }, { office });
  expect(unpromised.promiseAt).toBeNull();
  expect(Date.parse(unpromised.noticeAt ?? '') - Date.parse(at(1))).toBe(24 * 3_600_000);
});

const targets = fc.record({
  first: fc.integer({ min: 1, max: 2000 }),
  next: fc.integer({ min: 1, max: 2000 }),
  resolution: fc.integer({ min: 1, max: 5000 }),
});
const moved = fc.array(fc.constantFrom('agent-replied', 'customer-replied', 'wait-begun', 'wait-ended'), { maxLength: 6 });

it('whatever happened before, another level and back at the same instant changes nothing, and what it has counted stays', () => {
  fc.assert(
    fc.property(moved, targets, (types, other) => {
      const moves: ClockMove[] = types.map((type, index) =>
        type === 'wait-begun' || type === 'wait-ended' ? { at: at(index + 1), type, for: 'customer' } : { at: at(index + 1), type },
      );
      const now = at(types.length + 1);
      const another: Level = { ...level, policy: { ...level.policy, targets: { 2: other } } };
      const [there, back]: ClockMove[] = [another, level].map((one) => ({ at: now, type: 'level-changed', ...one }));
      const shown = (more: ClockMove[]) => readingsAt([received, ...moves, ...more], { office }, now);
      const [before, changed, again] = [shown([]), shown([there!]), shown([there!, back!])];
      expect(again).toEqual(before);
      for (const clock of ['first', 'next', 'resolution'] as const) {
        const isActive = before[clock].state === 'running' || before[clock].state === 'paused';
        if (isActive)
          expect(other[clock] * 60 - changed[clock].remaining!).toBe(level.policy.targets[2]![clock]! * 60 - before[clock].remaining!);
        else expect(changed[clock]).toEqual(before[clock]);
      }
      const clocks = {
        moves: [received, ...moves],
        told: toldNow({ moves: [received, ...moves], told: null }, { office }),
        after: null,
        numbers: {},
      };
      const stays = withLevel(noEffect, { clocks, level: null, calendars: { office }, now });
      expect(stays).toEqual({ ...noEffect, requests: 1 });
    }),
    { numRuns: 60 },
  );
});

it('clocks of a request that never had any begin with its arrival, and take an answer for the beginning of a wait', () => {
  const [arrival, answeredAt, owedSince] = [at(0), at(2), at(6)].map((text) => new Date(text)) as [Date, Date, Date];
  const due = (of: { answeredAt: Date | null; owedSince: Date | null }) => {
    const moves = movesBefore(level, { arrival, ...of });
    return deadlinesAt(moves, { office }, moves.at(-1)!.at);
  };
  expect(due({ answeredAt: null, owedSince: arrival }).dueAt).toBe(at(4));
  expect(due({ answeredAt, owedSince: null })).toMatchObject({ dueAt: null, resolutionAt: null });
  expect(due({ answeredAt, owedSince })).toMatchObject({ firstResponseAt: at(8), resolutionAt: at(20) });
});
