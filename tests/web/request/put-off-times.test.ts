import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { putOffTimes, toLocalInput } from '../../../web/request/put-off-times.ts';

const presets = (now: string) => putOffTimes(new Date(now)).map(({ preset, at }) => `${preset} ${toLocalInput(at)}`);

describe('times to put off to', () => {
  test('offers whole quarter hours and mornings at eight', () => {
    expect(presets('2026-11-18T09:07:00')).toEqual([
      'hour 2026-11-18T10:15',
      'afternoon 2026-11-18T14:00',
      'tomorrow 2026-11-19T08:00',
      'monday 2026-11-23T08:00',
      'week 2026-11-25T08:00',
    ]);
  });

  test('leaves out the afternoon once it is there, and Monday on a Sunday for it is tomorrow', () => {
    expect(presets('2026-11-22T15:00:00')).toEqual(['hour 2026-11-22T16:00', 'tomorrow 2026-11-23T08:00', 'week 2026-11-29T08:00']);
  });

  test('never offers a time that has passed', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }), (now) => {
        for (const { at } of putOffTimes(now)) expect(at.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });
});
