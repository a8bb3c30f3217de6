import { describe, expect, test } from 'vitest';
import { filterHref, readFilter, type BoardFilter } from '../../../web/board/board-filter.ts';

describe("address of one of the board's numbers", () => {
  test('leads back to the same filter', () => {
    const filters: BoardFilter[] = [
      { group: 'at-risk' },
      { topic: 'returns', state: 'waiting' },
      { topic: '', state: 'breached' },
      { agent: 'a-1' },
    ];
    for (const filter of filters) {
      const { pathname, search } = new URL(filterHref(filter, 'r-1'), 'http://localhost');
      expect(readFilter(pathname.split('/')[2], search)).toEqual(filter);
    }
  });

  test('keeps the open request in it', () => {
    expect(filterHref({ group: 'waiting' }, 'r-1')).toBe('/board/waiting/r-1');
    expect(filterHref({ topic: 'stop' }, 'r-1')).toBe('/board/list/r-1?topic=stop');
  });

  test('is the board itself without a number', () => {
    expect(readFilter(undefined, '')).toBeNull();
    expect(readFilter('nonsense', '')).toBeNull();
  });
});
