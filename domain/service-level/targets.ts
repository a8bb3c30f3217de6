import { addWorkingTime, type Calendar, type Instant } from './calendar.ts';
import { type Load, laterThan } from './expected-time.ts';
import { nextNoticeAt } from './notice.ts';

/** What a kind of request and a customer class are owed. Minutes of working time of the calendar; null: no such target. */
export interface ServiceLevel {
  firstResponseMinutes: number | null;
  resolutionMinutes: number | null;
  /** Share of a target after which it is at risk, 0 to 1, e.g. 0.8. */
  atRiskShare: number;
  calendar: Calendar;
}

/** Instants kept with the request; null where there is no such target. */
export interface Deadlines {
  firstResponseAt: Instant | null;
  resolutionAt: Instant | null;
  /** When the next of the two targets is at risk: people are reminded. */
  atRiskAt: Instant | null;
  /** What the customer is told: the first response, or the resolution where only that is promised; later where the queue is longer. */
  promiseAt: Instant | null;
  /** When the customer hears something by itself if nothing has gone out until then (M5). */
  noticeAt: Instant;
}

/** All deadlines of a request that arrived at `arrival`. Throws `NoOpening` where the calendar can never meet them. */
export function deadlinesOf(level: ServiceLevel, arrival: Instant, load: Load | null = null): Deadlines {
  const after = (minutes: number | null): Instant | null => (minutes === null ? null : addWorkingTime(level.calendar, arrival, minutes));
  const firstResponseAt = after(level.firstResponseMinutes);
  const resolutionAt = after(level.resolutionMinutes);
  const nearest = level.firstResponseMinutes ?? level.resolutionMinutes;
  const target = firstResponseAt ?? resolutionAt;
  const promiseAt = target && laterThan(target, { calendar: level.calendar, at: arrival, load });
  return {
    firstResponseAt,
    resolutionAt,
    atRiskAt: nearest === null ? null : after(nearest * Math.min(1, Math.max(0, level.atRiskShare))),
    promiseAt,
    noticeAt: nextNoticeAt({ owedSince: arrival, heardAt: arrival, noticedAt: null, promiseAt }) ?? arrival,
  };
}
