import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Calendar, Opening } from '../../../domain/service-level/calendar.ts';
import { expectedAnswerAt, laterThan, type Load } from '../../../domain/service-level/expected-time.ts';
import { nextNoticeAt } from '../../../domain/service-level/notice.ts';

const OFFICE: Opening[] = [['08:00', '18:00']];
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
  holidays: { dates: [] },
  overrides: {},
};
const HOUR = 3_600_000;
const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const load = fc.record({
  waiting: fc.nat(5000),
  done: fc.nat(3000),
  since: fc.constant('2026-03-02T07:00:00.000Z'),
  measuredAt: fc.constant('2026-03-09T07:00:00.000Z'),
  handlingMinutes: fc.option(fc.integer({ min: 1, max: 60 })),
  agents: fc.nat(20),
}) satisfies fc.Arbitrary<Load>;

it('a customer hears before every promise breaks, however often it is renewed, and never waits 24 hours for the first word', () => {
  fc.assert(
    fc.property(instant, load, fc.integer({ min: 1, max: 12_000 }), (arrival, measured, minutes) => {
      const expected = { calendar: office, load: measured };
      const target = new Date(Date.parse(arrival) + minutes * 60_000).toISOString();
      let awaited = { owedSince: arrival, heardAt: arrival, noticedAt: null as string | null, promiseAt: target };
      for (let renewals = 0; renewals < 8; renewals += 1) {
        const notice = nextNoticeAt(awaited) ?? '';
        expect(Date.parse(notice)).toBeLessThan(Date.parse(awaited.promiseAt));
        expect(Date.parse(notice)).toBeGreaterThanOrEqual(Date.parse(awaited.heardAt));
        if (renewals === 0) expect(Date.parse(notice) - Date.parse(arrival)).toBeLessThanOrEqual(24 * HOUR);
        const promiseAt = expectedAnswerAt({ ...expected, at: notice, target });
        expect(Date.parse(promiseAt) - Date.parse(notice)).toBeGreaterThanOrEqual(HOUR);
        awaited = { ...awaited, heardAt: notice, noticedAt: notice, promiseAt };
      }
    }),
  );
});

it.each([
  { what: 'nothing is owed and nothing was promised', awaited: {}, at: null },
  { what: 'no promise was made', awaited: { owedSince: '2026-11-24T09:00:00.000Z' }, at: '2026-11-25T09:00:00.000Z' },
  {
    what: 'the promise lies further off than a day',
    awaited: { owedSince: '2026-11-24T09:00:00.000Z', promiseAt: '2026-11-27T09:00:00.000Z' },
    at: '2026-11-25T09:00:00.000Z',
  },
  {
    what: 'a notice has told that later time',
    awaited: {
      owedSince: '2026-11-24T09:00:00.000Z',
      heardAt: '2026-11-25T09:00:00.000Z',
      noticedAt: '2026-11-25T09:00:00.000Z',
      promiseAt: '2026-11-27T09:00:00.000Z',
    },
    at: '2026-11-27T08:30:00.000Z',
  },
  {
    what: 'a person answered and promised a time',
    awaited: { heardAt: '2026-11-24T09:00:00.000Z', promiseAt: '2026-11-24T10:00:00.000Z' },
    at: '2026-11-24T09:54:00.000Z',
  },
  {
    what: 'the notice could not be sent: it is tried again a day later',
    awaited: { owedSince: '2026-11-24T09:00:00.000Z', noticedAt: '2026-11-24T12:36:00.000Z', promiseAt: '2026-11-24T13:00:00.000Z' },
    at: '2026-11-25T12:36:00.000Z',
  },
])('the next notice, where $what', ({ awaited, at }) => {
  expect(nextNoticeAt({ owedSince: null, heardAt: null, noticedAt: null, promiseAt: null, ...awaited })).toBe(at);
});

const monday = { calendar: office, at: '2026-11-23T08:00:00.000Z' };
const week = { since: '2026-11-16T07:00:00.000Z', measuredAt: '2026-11-23T07:00:00.000Z' };
it.each([
  { what: 'nothing was measured', load: null, told: '2026-11-23T12:00:00.000Z' },
  { what: 'the queue is short', load: { ...week, waiting: 5, done: 300, handlingMinutes: 8, agents: 3 }, told: '2026-11-23T12:00:00.000Z' },
  // 300 in 3,000 working minutes: sixty-one take 610 minutes, and a quarter more.
  { what: 'the queue is long', load: { ...week, waiting: 60, done: 300, handlingMinutes: 8, agents: 3 }, told: '2026-11-24T10:45:00.000Z' },
  {
    what: 'hardly anything was done, but three are at work',
    load: { ...week, waiting: 60, done: 2, handlingMinutes: 12, agents: 3 },
    told: '2026-11-23T13:15:00.000Z',
  },
  {
    what: 'nobody is at work',
    load: { ...week, waiting: 60, done: 0, handlingMinutes: null, agents: 0 },
    told: '2026-11-23T12:00:00.000Z',
  },
])('the time told, where $what', ({ load: measured, told }) => {
  expect(laterThan('2026-11-23T12:00:00.000Z', { ...monday, load: measured })).toBe(told);
});

it('a target that is past names a working day, one that lies ahead itself', () => {
  expect(expectedAnswerAt({ ...monday, load: null, target: '2026-11-20T12:00:00.000Z' })).toBe('2026-11-23T16:00:00.000Z');
  expect(expectedAnswerAt({ ...monday, load: null, target: '2026-11-25T12:00:00.000Z' })).toBe('2026-11-25T12:00:00.000Z');
});
