import { describe, expect, test } from 'vitest';
import { sameValues } from '../../../web/request/same-values.ts';

describe("a form's values", () => {
  test('are the same when only gaps are written differently', () => {
    expect(sameValues({}, { wish: null, proof: [], article: '', fraudChecked: false })).toBe(true);
  });

  test('are others as soon as a field says something else', () => {
    expect(sameValues({ wish: 'refund' }, { wish: 'repair' })).toBe(false);
    expect(sameValues({ wish: 'refund' }, { wish: null })).toBe(false);
    expect(sameValues({ proof: ['photo'] }, { proof: ['photo', 'receipt'] })).toBe(false);
  });

  test("do not mind variables that are not the form's", () => {
    expect(sameValues({ wish: 'refund', handling: { limit: 75 } }, { wish: 'refund' })).toBe(true);
  });
});
