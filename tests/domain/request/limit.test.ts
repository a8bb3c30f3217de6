import { expect, test } from 'vitest';
import { isAboveLimit } from '../../../domain/request/limit.ts';

test('a proposal is above the limit only where both are numbers and it costs more', () => {
  const handling = { limit: 25 };
  expect(isAboveLimit({ amount: 25.01 }, { handling })).toBe(true);
  expect(isAboveLimit({ amount: 25 }, { handling })).toBe(false);
  expect(isAboveLimit({}, { handling })).toBe(false);
  expect(isAboveLimit({ amount: 1000 }, { handling: {} })).toBe(false);
  expect(isAboveLimit({ amount: 1000 }, {})).toBe(false);
});
