import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brakeOf } from '../../../domain/mail/brakes.ts';

const noon = new Date('2026-11-23T12:00:00Z');
const ago = (minutes: number): Date => new Date(noon.getTime() - minutes * 60_000);
const nothing = { same: [], request: [], address: [], lastWritten: null };

describe('an automatic answer', () => {
  it('goes out once, and again only when the customer’s next mail comes late enough, later each time', () => {
    expect(brakeOf(nothing, noon)).toBeNull();
    const day = 1440;
    expect(brakeOf({ ...nothing, same: [ago(day - 1)], lastWritten: ago(1) }, noon)).toBe('answered-already');
    expect(brakeOf({ ...nothing, same: [ago(day)], lastWritten: ago(1) }, noon)).toBeNull();
    expect(brakeOf({ ...nothing, same: [ago(3 * day), ago(2 * day - 1)], lastWritten: ago(1) }, noon)).toBe('answered-already');
    expect(brakeOf({ ...nothing, same: [9, 8, 7, 6, 5, 4].map((n) => ago(n * day)), lastWritten: ago(1) }, noon)).toBe('answered-already');
  });

  it('that the clock sends is not held back: nobody has written since', () => {
    expect(brakeOf({ ...nothing, same: [ago(2)], lastWritten: ago(5) }, noon)).toBeNull();
  });

  it('stops with the tenth of a request in an hour, and the fifth to an address in ten minutes', () => {
    const times = (n: number, minutes: number): Date[] => Array.from({ length: n }, () => ago(minutes));
    expect(brakeOf({ ...nothing, request: times(10, 59) }, noon)).toBe('too-many');
    expect(brakeOf({ ...nothing, request: times(10, 60) }, noon)).toBeNull();
    expect(brakeOf({ ...nothing, address: times(5, 9) }, noon)).toBe('address-flooded');
    expect(brakeOf({ ...nothing, address: times(30, 1439) }, noon)).toBe('address-flooded');
    expect(brakeOf({ ...nothing, address: times(4, 1) }, noon)).toBeNull();
  });

  it('never answers a machine that answers at once more than once a day, however fast it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), (seconds) => {
        const sent: Date[] = [];
        for (let at = 0; at < 86_400; at += seconds) {
          const now = new Date(noon.getTime() + at * 1000);
          if (brakeOf({ same: sent, request: sent, address: sent, lastWritten: now }, now) === null) sent.push(now);
        }
        expect(sent.length).toBe(1);
      }),
      { numRuns: 20 },
    );
  });
});
