import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from './environment.ts';

/** Whether a call's `Authorization` header opens `/metrics`: `Bearer` with METRICS_TOKEN. Without a token nobody reads them. */
export function opensMetrics({ metricsToken }: Pick<Config, 'metricsToken'>, authorization: string | undefined): boolean {
  if (!metricsToken || authorization === undefined) return false;
  // Hashes have one length, so the comparison tells nothing.
  return timingSafeEqual(digest(authorization), digest(`Bearer ${metricsToken}`));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
