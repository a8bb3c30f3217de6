import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import shipped from '../../../config/competence-limits.json' with { type: 'json' };
import { type CompetenceLimit, grantKinds, kindLimitIn, proposalIn, weigh } from '../../../domain/request/competence.ts';

const limits = shipped as CompetenceLimit[];
const fresh = { level: 1, inCase: 0, today: 0, cases: 0 };
const credit = (amount: number) => ({ kind: 'credit' as const, amount, goodsValue: null });

describe('what a person may grant alone', () => {
  test.each([
    ['just the limit of a case', credit(15), fresh, { within: true }],
    ['a cent more', credit(15.01), fresh, { reason: 'per-case', level: 2, fourEyes: false }],
    ['the rest of what the case has had', credit(5), { ...fresh, inCase: 12 }, { reason: 'per-case', level: 2 }],
    ['more than is left of the day', credit(10), { ...fresh, today: 145 }, { reason: 'per-day', level: 2 }],
    ['a fourth case of a customer', credit(5), { ...fresh, cases: 3 }, { reason: 'often', level: 2 }],
    ['the same by the second level', credit(5), { ...fresh, level: 2, cases: 9 }, { within: true }],
    ['what two levels above may', credit(200), fresh, { reason: 'per-case', level: 3, fourEyes: false }],
    ['what nobody may alone', credit(2000), fresh, { reason: 'per-case', level: 4, fourEyes: true }],
    ['what nobody may alone, proposed by the highest', credit(2000), { ...fresh, level: 4 }, { level: 4, fourEyes: true }],
    ['a tenth of the goods', { kind: 'discount' as const, amount: 10, goodsValue: 100 }, fresh, { within: true }],
    ['more than a tenth of the goods', { kind: 'discount' as const, amount: 11, goodsValue: 100 }, fresh, { reason: 'percent', level: 2 }],
    ['a part of an unknown value', { kind: 'discount' as const, amount: 1, goodsValue: null }, fresh, { reason: 'goods-value', level: 4 }],
    ['nothing', credit(0), { ...fresh, cases: 9 }, { within: true }],
  ])('%s', (_name, proposal, standing, verdict) => expect(weigh(limits, null, proposal, standing)).toMatchObject(verdict));

  test("a kind's own limit holds for its level, raises those above and leaves those below", () => {
    const of = (level: number, amount: number, kind = { level: 2, perCase: 100 }) =>
      weigh(limits, kind, credit(amount), { ...fresh, level }).within;
    expect([of(1, 15), of(1, 16), of(2, 100), of(2, 101), of(3, 250), of(3, 251)]).toEqual([true, false, true, false, true, false]);
    expect([of(1, 1, { level: 1, perCase: 0 }), of(2, 75, { level: 1, perCase: 0 })]).toEqual([false, true]);
  });

  test('without limits in the tenant only the kind counts', () => {
    expect(weigh([], { level: 1, perCase: 25 }, credit(25.01), fresh)).toMatchObject({ within: false, level: 2, fourEyes: false });
    expect(weigh([], null, credit(5000), fresh)).toEqual({ within: true });
  });

  test('whoever is asked to approve may do so, unless it takes two', () => {
    const proposal = fc.record({
      kind: fc.constantFrom(...grantKinds),
      amount: fc.integer({ min: 1, max: 500_000 }).map((cents) => cents / 100),
      goodsValue: fc.option(fc.integer({ min: 1, max: 5000 })),
    });
    const standing = fc.record({
      level: fc.integer({ min: 1, max: 4 }),
      inCase: fc.nat(500),
      today: fc.nat(5000),
      cases: fc.nat(6),
    });
    fc.assert(
      fc.property(proposal, standing, (proposed, by) => {
        const verdict = weigh(limits, null, proposed, by);
        if (verdict.within) return;
        expect(verdict.fourEyes || verdict.level > by.level).toBe(true);
        if (verdict.fourEyes) return;
        expect(weigh(limits, null, proposed, { ...by, level: verdict.level, today: 0 })).toEqual({ within: true });
      }),
    );
  });
});

test('a form grants by its remedy and amount, and a kind has a limit only as a number', () => {
  expect(proposalIn({ remedy: 'discount', amount: 5, goodsValue: 50 })).toEqual({ kind: 'discount', amount: 5, goodsValue: 50 });
  expect(proposalIn({ remedy: 'repair', amount: 5 })).toMatchObject({ kind: 'replacement' });
  expect(proposalIn({ amount: 5 })).toMatchObject({ kind: 'credit' });
  expect([proposalIn({ remedy: 'refund', amount: 0 }), proposalIn({ amount: '5' })]).toEqual([null, null]);
  expect(kindLimitIn({ handling: { limit: 25 } })).toEqual({ perCase: 25, level: 1 });
  expect([kindLimitIn({}), kindLimitIn({ handling: { level: 1 } })]).toEqual([null, null]);
});
