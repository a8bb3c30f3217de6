import { expect, test } from 'vitest';
import { type Deed, deedsOfAll } from '../../../web/ledger/deeds.ts';
import { nextOf } from '../../../web/ledger/use-mail-list.ts';

const mail = (...deeds: Deed[]) => ({ deeds });
const row = (id: string, gone = false) => ({ item: { id } as Parameters<typeof nextOf>[0][number]['item'], gone });

test('only what is possible for every picked mail is offered', () => {
  expect(deedsOfAll([mail('release', 'join', 'spam'), mail('spam', 'join', 'again')])).toEqual(['join', 'spam']);
  expect(deedsOfAll([mail('release'), mail('again')])).toEqual([]);
  expect(deedsOfAll([])).toEqual([]);
});

test('after a decision the next mail below comes up, at the end the last one above, then none', () => {
  const rows = [row('a'), row('b', true), row('c'), row('d')];
  expect(nextOf(rows, 'a')).toBe('c');
  expect(nextOf(rows, 'd')).toBe('c');
  expect(nextOf([row('a')], 'a')).toBeNull();
});
