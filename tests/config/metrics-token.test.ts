import { expect, test } from 'vitest';
import { opensMetrics } from '../../config/metrics-token.ts';

test('without a token in the configuration nobody reads the metrics', () => {
  expect(opensMetrics({}, undefined)).toBe(false);
  expect(opensMetrics({}, 'Bearer ')).toBe(false);
  expect(opensMetrics({}, 'Bearer undefined')).toBe(false);
  expect(opensMetrics({ metricsToken: 'a-long-enough-token' }, 'Bearer a-long-enough-token')).toBe(true);
});
