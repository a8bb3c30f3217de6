import type { ClockName } from '../../domain/service-level/clocks.ts';
import { moveClocks } from '../clocks.ts';
import { accepted, type EventHandler } from './event.ts';

/** Another request goes on in this one: of both, the one with less time left counts. */
export const clocksJoined: EventHandler = (work, event) => {
  moveClocks(work, { type: 'joined', remaining: event.payload.remaining as Record<ClockName, number | null> });
  return Promise.resolve({ engine: null, answer: accepted });
};
