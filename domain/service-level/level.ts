import type { ClockName } from './clocks.ts';
import type { Level } from './request-clocks.ts';

/** A service level as the process says it to the step `set-deadlines`; minutes. */
export interface Terms {
  firstResponseMinutes: number;
  /** To a customer who wrote again; as for the first response, unless it is given. */
  nextResponseMinutes?: number;
  resolutionMinutes: number;
  /** Three quarters, unless it is given. */
  atRiskShare?: number;
  /** Clocks that count the time on the wall. */
  wallTime?: readonly ClockName[];
  /** Clocks that stand still while we wait for the customer (the resolution's, unless it is given), and for an expert (none). */
  pauses?: readonly ClockName[];
  expertPauses?: readonly ClockName[];
  priority?: number;
}

/** @param calendar key of the calendar that it counts by */
export function levelFrom(terms: Terms, calendar: string): Level {
  const { firstResponseMinutes: first, resolutionMinutes: resolution, nextResponseMinutes: next = first } = terms;
  const priority = String(terms.priority ?? 3);
  return {
    calendar,
    priority,
    atRiskShare: terms.atRiskShare ?? 0.75,
    policy: {
      targets: { [priority]: { first, next, resolution } },
      pauses: terms.pauses ?? ['resolution'],
      expertPauses: terms.expertPauses ?? [],
      wall: terms.wallTime ?? [],
      reopen: 'continue',
      merge: 'least-remaining',
    },
  };
}
