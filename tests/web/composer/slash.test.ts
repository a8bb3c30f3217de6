import { describe, expect, test } from 'vitest';
import { replaceRange, slashQuery } from '../../../web/composer/slash.ts';

describe('slash in the composer', () => {
  test('opens the standard answers at the start of a word', () => {
    expect(slashQuery('/', 1)).toEqual({ start: 0, query: '' });
    expect(slashQuery('Guten Tag\n/rück', 15)).toEqual({ start: 10, query: 'rück' });
  });

  test('stays closed within a word, an address or after a space', () => {
    expect(slashQuery('und/oder', 8)).toBeNull();
    expect(slashQuery('https://', 8)).toBeNull();
    expect(slashQuery('/rück ', 6)).toBeNull();
  });

  test('puts the answer in the place of what was typed', () => {
    expect(replaceRange('Hallo /rü Ende', 6, 9, 'Text')).toEqual({ text: 'Hallo Text Ende', caret: 10 });
  });
});
