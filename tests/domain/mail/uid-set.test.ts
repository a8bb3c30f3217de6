import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inUidSet, uidSetOf } from '../../../domain/mail/uid-set.ts';

it('names exactly the UIDs that it was made of', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 })), (uids) => {
      const isIn = inUidSet(uidSetOf(uids));
      for (let uid = 0; uid <= 301; uid += 1) expect(isIn(uid)).toBe(uids.includes(uid));
    }),
  );
});

it('writes neighbours as a range, so that fifty thousand old mails cost a few bytes', () => {
  expect(uidSetOf([3, 1, 2, 9, 7, 7])).toBe('1:3,7,9');
  expect(uidSetOf([])).toBe('');
  expect(uidSetOf(Array.from({ length: 50_000 }, (_, n) => n + 1))).toBe('1:50000');
});
