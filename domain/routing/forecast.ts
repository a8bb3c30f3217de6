import type { Instant } from '../service-level/calendar.ts';

/**
 * When a waiting task is likely given to somebody: those before it and itself, at the rate at which the people at work end what they have.
 * @param minutes usual time of a task of its topic. @returns null where nothing is known of the rate.
 */
export function forecast({
  before,
  agents,
  minutes,
  now,
}: {
  before: number;
  agents: number;
  minutes: number;
  now: Instant;
}): Instant | null {
  if (agents <= 0 || minutes <= 0) return null;
  return new Date(Date.parse(now) + Math.ceil(((before + 1) * minutes) / agents) * 60_000).toISOString();
}
