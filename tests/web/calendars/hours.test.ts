import { expect, test } from 'vitest';
import { readHours, writeHours } from '../../../web/calendars/hours.ts';

test('opening hours are read as people write them, and written in one way', () => {
  const reads = (text: string) => {
    const read = readHours(text);
    return read && writeHours(read);
  };
  expect(reads('8-12, 13:00–17.30')).toBe('08:00–12:00, 13:00–17:30');
  expect(reads('9 bis 16')).toBe('09:00–16:00');
  expect(reads('22–6')).toBe('22:00–06:00');
  expect(reads('0-24')).toBe('00:00–24:00');
  expect(reads(' ')).toBe('');
  for (const wrong of ['8', 'acht bis zwölf', '8–25', '8:70–9', '24–8', '8–8']) expect(reads(wrong), wrong).toBeNull();
});
