import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FailureReason, nextTry, reasonOfReply } from '../../../domain/mail/next-try.ts';

const now = new Date('2026-11-23T10:00:00Z');
const pauseOf = (reason: FailureReason, tries: number): number => {
  const at = nextTry({ reason, tries, since: now, now, chance: 0 });
  return at ? (at.getTime() - now.getTime()) / 1000 : Number.NaN;
};

describe('a mail that did not go out', () => {
  it.each([
    [450, 'greylisted'],
    [451, 'greylisted'],
    [421, 'connection'],
    [452, 'temporary'],
    [471, 'temporary'],
  ] as const)('after a %i counts as %s', (code, reason) => {
    expect(reasonOfReply(code)).toBe(reason);
  });

  it('is tried again within seconds after a broken line, within minutes after greylisting, later where the server is in trouble', () => {
    expect([1, 2, 3].map((tries) => pauseOf('connection', tries))).toEqual([5, 15, 30]);
    expect([1, 2, 3].map((tries) => pauseOf('greylisted', tries))).toEqual([60, 120, 180]);
    expect([1, 2, 3].map((tries) => pauseOf('temporary', tries))).toEqual([120, 300, 600]);
  });

  it('waits ever longer, never more than a good half hour, and is given up after two days', () => {
    const reasons = fc.constantFrom<FailureReason>('greylisted', 'temporary', 'connection', 'sign-in', 'not-ready');
    fc.assert(
      fc.property(reasons, fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (reason, tries, chance) => {
        expect(pauseOf(reason, tries + 1)).toBeGreaterThanOrEqual(pauseOf(reason, tries));
        const at = nextTry({ reason, tries, since: now, now, chance });
        expect(at?.getTime()).toBeLessThanOrEqual(now.getTime() + 36 * 60_000);
        expect(nextTry({ reason, tries, since: new Date(now.getTime() - 48 * 3_600_000), now, chance })).toBeNull();
      }),
    );
  });
});
