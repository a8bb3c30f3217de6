import { addWorkingTime, type Calendar, type Instant } from './calendar.ts';

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
  /** What the customer is told: the first response, or the resolution where only that is promised. */
  promiseAt: Instant | null;
  /** When the customer hears something by itself if nothing has gone out until then (M5). */
  noticeAt: Instant;
}

/** M5: within 24 hours of the clock on the wall, whatever the calendar says. */
const LONGEST_SILENCE = 24 * 60 * 60_000;
/** A notice has to be written, sent and read before the promise ends: a tenth of the time, at most half an hour. */
const NOTICE_SHARE = 0.1;
const LONGEST_LEAD = 30 * 60_000;

/** All deadlines of a request that arrived at `arrival`. Throws `NoOpening` where the calendar can never meet them. */
export function deadlinesOf(level: ServiceLevel, arrival: Instant): Deadlines {
  const after = (minutes: number | null): Instant | null => (minutes === null ? null : addWorkingTime(level.calendar, arrival, minutes));
  const firstResponseAt = after(level.firstResponseMinutes);
  const resolutionAt = after(level.resolutionMinutes);
  const nearest = level.firstResponseMinutes ?? level.resolutionMinutes;
  const promiseAt = firstResponseAt ?? resolutionAt;
  return {
    firstResponseAt,
    resolutionAt,
    atRiskAt: nearest === null ? null : after(nearest * Math.min(1, Math.max(0, level.atRiskShare))),
    promiseAt,
    noticeAt: noticeAtOf({ heardAt: arrival, promiseAt }),
  };
}

/**
 * When an interim notice is due to a customer who last heard from us at `heardAt` and was promised `promiseAt`: before
 * that promise breaks, and 24 hours after he last heard at the latest. For a renewed promise call it again.
 */
export function noticeAtOf({ heardAt, promiseAt }: { heardAt: Instant; promiseAt: Instant | null }): Instant {
  const heard = Date.parse(heardAt);
  const latest = heard + LONGEST_SILENCE;
  if (promiseAt === null) return new Date(latest).toISOString();
  const promise = Date.parse(promiseAt);
  const lead = Math.min(LONGEST_LEAD, Math.max(1000, (promise - heard) * NOTICE_SHARE));
  return new Date(Math.max(heard, Math.min(latest, Math.floor(promise - lead)))).toISOString();
}
