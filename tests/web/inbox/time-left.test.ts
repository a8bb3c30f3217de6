import { describe, expect, test } from 'vitest';
import { span, timeLeft } from '../../../web/inbox/time-left.ts';

const now = new Date('2026-11-22T10:00:00Z');
const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();

describe('time left', () => {
  test('says minutes below an hour and calls the last hour at risk', () => {
    expect(timeLeft(now, at(25))).toMatchObject({ urgency: 'risk', unit: 'minutes', minutes: 25 });
  });

  test('follows the given instant of risk', () => {
    expect(timeLeft(now, at(25), at(5)).urgency).toBe('fine');
    expect(timeLeft(now, at(600), at(0)).urgency).toBe('risk');
  });

  test('says hours and minutes below six hours, then whole hours, from two days on days', () => {
    expect(timeLeft(now, at(190))).toMatchObject({ urgency: 'fine', unit: 'hoursMinutes', hours: 3, minutes: 10 });
    expect(timeLeft(now, at(8 * 60 + 50))).toMatchObject({ unit: 'hours', hours: 8 });
    expect(timeLeft(now, at(47 * 60))).toMatchObject({ unit: 'hours', hours: 47 });
    expect(timeLeft(now, at(75 * 60))).toMatchObject({ unit: 'days', days: 3 });
  });

  test('is overdue at the very instant and says since when', () => {
    expect(timeLeft(now, at(0))).toMatchObject({ urgency: 'overdue', unit: 'now' });
    expect(timeLeft(now, at(-12))).toMatchObject({ urgency: 'overdue', unit: 'minutes', minutes: 12 });
  });

  test('never promises a minute too many', () => {
    expect(span(59_999).unit).toBe('now');
    expect(span(119_999)).toMatchObject({ unit: 'minutes', minutes: 1 });
  });

  test('has nothing to say without a deadline', () => {
    expect(timeLeft(now, null).urgency).toBe('none');
  });
});
