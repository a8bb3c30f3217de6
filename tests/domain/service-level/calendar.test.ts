import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingTime,
  alwaysOpen,
  isOpen,
  NoOpening,
  workingTimeBetween,
  type Calendar,
  type Opening,
} from '../../../domain/service-level/calendar.ts';

const OFFICE: Opening[] = [['08:00', '18:00']];
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
  holidays: { dates: ['2026-12-25'] },
  overrides: { '2026-12-24': [['08:00', '12:00']] },
};

function weekly(opening: Opening[], timeZone = 'Europe/Berlin'): Calendar {
  return { ...office, timeZone, opening: { 1: opening, 2: opening, 3: opening, 4: opening, 5: opening, 6: opening, 7: opening } };
}

describe('adding working time', () => {
  it.each([
    ['within one day', '2026-11-24T09:00:00Z', 60, '2026-11-24T10:00:00.000Z'],
    ['over the night', '2026-11-24T16:00:00Z', 120, '2026-11-25T08:00:00.000Z'],
    ['over the weekend', '2026-11-27T16:30:00Z', 60, '2026-11-30T07:30:00.000Z'],
    ['from a Sunday', '2026-11-29T10:00:00Z', 30, '2026-11-30T07:30:00.000Z'],
    ['exactly until closing time', '2026-11-24T16:00:00Z', 60, '2026-11-24T17:00:00.000Z'],
    ['with the seconds of the start', '2026-11-24T09:00:30Z', 1, '2026-11-24T09:01:30.000Z'],
    ['over a half day and a holiday', '2026-12-24T10:30:00Z', 60, '2026-12-28T07:30:00.000Z'],
    ['no minutes at all', '2026-11-29T10:00:00Z', 0, '2026-11-29T10:00:00.000Z'],
    ['over the change to summer time', '2026-03-27T16:30:00Z', 60, '2026-03-30T06:30:00.000Z'],
  ])('counts %s', (_name, start, minutes, due) => {
    expect(addWorkingTime(office, start, minutes)).toBe(due);
  });

  it('lets an evening shift go on after midnight, on a holiday too', () => {
    const night = { ...weekly([['22:00', '06:00']]), holidays: { dates: ['2026-12-25'] }, overrides: {} };
    expect(addWorkingTime(night, '2026-12-24T21:00:00Z', 7 * 60)).toBe('2026-12-25T04:00:00.000Z');
    expect(isOpen(night, '2026-12-25T22:00:00Z')).toBe(false);
  });

  it('counts the hour that autumn repeats twice and the one that spring skips never', () => {
    const small = weekly([['02:00', '03:00']]);
    expect(workingTimeBetween(small, '2026-10-24T22:00:00Z', '2026-10-25T22:00:00Z')).toBe(120);
    expect(workingTimeBetween(small, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(0);
  });

  it('counts overlapping intervals once', () => {
    const twice = weekly([
      ['08:00', '12:00'],
      ['10:00', '14:00'],
    ]);
    expect(workingTimeBetween(twice, '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z')).toBe(360);
  });

  it('says so when a calendar never opens again', () => {
    expect(() => addWorkingTime({ ...office, opening: {} }, '2027-01-01T00:00:00Z', 1)).toThrow(NoOpening);
  });

  it('names a wrong instant, time zone or time of day', () => {
    expect(() => addWorkingTime(office, 'tomorrow', 1)).toThrow('no instant');
    expect(() => addWorkingTime({ ...office, timeZone: 'Mars/Base' }, '2026-11-24T09:00:00Z', 1)).toThrow('no time zone');
    expect(() => addWorkingTime(weekly([['8', '18']]), '2026-11-24T09:00:00Z', 1)).toThrow('no time of day');
  });
});

const someCalendar = fc
  .record({
    timeZone: fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC', 'Asia/Kolkata'),
    hours: fc.array(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 })), { minLength: 1, maxLength: 3 }),
  })
  .map(({ timeZone, hours }): Calendar => {
    const two = (hour: number): string => String(hour).padStart(2, '0');
    return {
      ...weekly(
        hours.filter(([from, to]) => from !== to).map(([from, to]): Opening => [`${two(from)}:00`, `${two(to)}:00`]),
        timeZone,
      ),
      overrides: {},
      holidays: { dates: [] },
    };
  })
  .filter((calendar) => (calendar.opening[1]?.length ?? 0) > 0);
const someInstant = fc
  .date({ min: new Date('2017-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('working time as arithmetic', () => {
  it('has exactly the minutes that were added between start and due', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, fc.integer({ min: 1, max: 5000 }), (calendar, start, minutes) => {
        expect(workingTimeBetween(calendar, start, addWorkingTime(calendar, start, minutes))).toBeCloseTo(minutes, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('adds up over any instant in between', () => {
    fc.assert(
      fc.property(
        someCalendar,
        fc.tuple(someInstant, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 20_000 })),
        (calendar, [a, first, second]) => {
          const b = new Date(Date.parse(a) + first * 60_000).toISOString();
          const c = new Date(Date.parse(b) + second * 60_000).toISOString();
          expect(workingTimeBetween(calendar, a, b) + workingTimeBetween(calendar, b, c)).toBeCloseTo(
            workingTimeBetween(calendar, a, c),
            6,
          );
          expect(workingTimeBetween(calendar, b, a)).toBe(0 - workingTimeBetween(calendar, a, b));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the clock on the wall in a calendar that is always open', () => {
    fc.assert(
      fc.property(someInstant, fc.integer({ min: 0, max: 100_000 }), (start, minutes) => {
        expect(addWorkingTime(alwaysOpen(), start, minutes)).toBe(new Date(Date.parse(start) + minutes * 60_000).toISOString());
      }),
    );
  });
});
