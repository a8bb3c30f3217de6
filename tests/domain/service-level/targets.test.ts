import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysOpen, type Calendar, type Opening } from '../../../domain/service-level/calendar.ts';
import { holidaysOf } from '../../../domain/service-level/holidays.ts';
import { deadlinesOf } from '../../../domain/service-level/targets.ts';

const OFFICE: Opening[] = [['08:00', '18:00']];
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
  holidays: { dates: [] },
  overrides: {},
};

describe('deadlines of a service level', () => {
  it('gives a complaint of Friday evening its eight business hours on Monday', () => {
    const level = { firstResponseMinutes: 480, resolutionMinutes: 3000, atRiskShare: 0.75, calendar: office };
    expect(deadlinesOf(level, '2026-11-27T16:00:00Z')).toEqual({
      firstResponseAt: '2026-11-30T14:00:00.000Z',
      resolutionAt: '2026-12-04T16:00:00.000Z',
      atRiskAt: '2026-11-30T12:00:00.000Z',
      promiseAt: '2026-11-30T14:00:00.000Z',
      noticeAt: '2026-11-28T16:00:00.000Z',
    });
  });

  it('puts the notice of a target in minutes well before the promise ends', () => {
    const level = { firstResponseMinutes: 3, resolutionMinutes: null, atRiskShare: 0.5, calendar: alwaysOpen() };
    const deadlines = deadlinesOf(level, '2026-11-29T10:00:00Z');
    expect(deadlines.promiseAt).toBe('2026-11-29T10:03:00.000Z');
    expect(deadlines.noticeAt).toBe('2026-11-29T10:02:42.000Z');
    expect(deadlines.resolutionAt).toBeNull();
  });

  it('promises the resolution where no first response has a target, and nothing where neither has', () => {
    const level = { firstResponseMinutes: null, resolutionMinutes: 60, atRiskShare: 0.8, calendar: alwaysOpen() };
    expect(deadlinesOf(level, '2026-11-29T10:00:00Z').promiseAt).toBe('2026-11-29T11:00:00.000Z');
    expect(deadlinesOf({ ...level, resolutionMinutes: null }, '2026-11-29T10:00:00Z')).toMatchObject({
      promiseAt: null,
      atRiskAt: null,
      noticeAt: '2026-11-30T10:00:00.000Z',
    });
  });

  it('never leaves a customer without a word for more than 24 hours, nor until his promise is broken', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 6000 }),
        (date, minutes) => {
          const arrival = date.toISOString();
          const { noticeAt, promiseAt, atRiskAt, firstResponseAt } = deadlinesOf(
            { firstResponseMinutes: minutes, resolutionMinutes: null, atRiskShare: 0.8, calendar: office },
            arrival,
          );
          expect(Date.parse(noticeAt) - date.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
          expect(Date.parse(noticeAt)).toBeGreaterThanOrEqual(date.getTime());
          expect(noticeAt < promiseAt!).toBe(true);
          expect(atRiskAt! <= firstResponseAt!).toBe(true);
        },
      ),
    );
  });
});

describe('public holidays', () => {
  it('differ by Land', () => {
    const dates = (region: string): string[] => holidaysOf(region, [2026]).map((day) => day.date);
    expect(dates('DE-BY')).toContain('2026-01-06');
    expect(dates('DE-BE')).not.toContain('2026-01-06');
    expect(dates('DE')).toEqual(expect.arrayContaining(['2026-01-01', '2026-05-01', '2026-10-03', '2026-12-25', '2026-12-26']));
    expect(dates('DE')).not.toContain('2026-12-24');
  });

  it('have names in both languages', () => {
    expect(holidaysOf('de-by', [2026]).find((day) => day.date === '2026-01-01')?.name).toEqual({
      de: 'Neujahr',
      en: "New Year's Day",
    });
  });

  it('of an unknown region are an error that says what to write', () => {
    expect(() => holidaysOf('XX', [2026])).toThrow('no region "XX"');
    expect(() => holidaysOf('DE-XX', [2026])).toThrow('DE has no state "XX"');
  });
});
