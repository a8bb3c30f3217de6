import { describe, expect, test } from 'vitest';
import { addressOf, filterOf, queryOf } from '../../../web/ledger/ledger-query.ts';

const nothing = { mailbox: '', verdict: '', from: '', until: '', q: '' };

describe('what is looked for in the ledger', () => {
  test('stands in the address and is read from it again', () => {
    const filter = { ...nothing, verdict: 'failed', q: '[#V-2026-000001] & more' };
    expect(filterOf(addressOf(filter))).toEqual(filter);
    expect(addressOf(nothing)).toBe('');
  });

  test('counts days from midnight to midnight, both included', () => {
    expect(queryOf({ ...nothing, from: '2026-02-28', until: '2026-02-28' })).toEqual({
      from: '2026-02-28T00:00:00.000Z',
      until: '2026-03-01T00:00:00.000Z',
    });
  });

  test('leaves out what makes no sense', () => {
    expect(queryOf({ ...nothing, verdict: 'lost', from: 'soon' })).toEqual({});
  });
});
