import { expect, test } from 'vitest';
import { csvOf, keptRate } from '../../../web/promises/promise-rates.ts';

const none = { kept: 0, renewed: 0, broken: 0, cancelled: 0, open: 0 };

test('of the promises whose time came the kept ones count; what is open or was dropped says nothing', () => {
  expect(keptRate({ ...none, kept: 3, renewed: 1, open: 5, cancelled: 9 })).toBe(0.75);
  expect(keptRate({ ...none, open: 5 })).toBeNull();
});

test('a saved report cannot calculate: what a spreadsheet would take for a formula is text, and separators are quoted', () => {
  expect(csvOf([['=1+1', 'a;b', 'say "x"', 2]])).toBe('\uFEFF\'=1+1;"a;b";"say ""x""";2\r\n');
});
