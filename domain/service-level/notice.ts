import type { Instant } from './calendar.ts';

/** M5: within 24 hours of the clock on the wall, whatever the calendar says. */
const LONGEST_SILENCE = 24 * 60 * 60_000;
/** A notice has to be written, sent and read before the promise ends: a tenth of the time, at most half an hour. */
const NOTICE_SHARE = 0.1;
const LONGEST_LEAD = 30 * 60_000;

/** What a customer waits for. */
export interface Awaited {
  /** The customer wrote, and no person has answered yet. */
  owedSince: Instant | null;
  /** Last heard from us. */
  heardAt: Instant | null;
  /** A notice was last due, whether it could be sent or not. */
  noticedAt: Instant | null;
  /** Of the open promise. */
  promiseAt: Instant | null;
}

/**
 * When the customer must hear something by himself: before the promise breaks, and within 24 hours of having written, promise or not. Whom a notice has told a
 * time since is content until that time comes near. One that could not be sent is due again a day later. Null: nothing is owed.
 */
export function nextNoticeAt({ owedSince, heardAt, noticedAt, promiseAt }: Awaited): Instant | null {
  const heard = latest([owedSince, heardAt]);
  const isTold = promiseAt !== null && noticedAt !== null && owedSince !== null && noticedAt >= owedSince;
  const due = [
    ...(promiseAt === null ? [] : [beforeBroken(heard ?? Date.parse(promiseAt) - LONGEST_SILENCE, Date.parse(promiseAt))]),
    ...(owedSince === null || heard === null || isTold ? [] : [heard + LONGEST_SILENCE]),
  ];
  if (due.length === 0) return null;
  const at = Math.min(...due);
  const tried = noticedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(noticedAt);
  return new Date(at > tried ? at : tried + LONGEST_SILENCE).toISOString();
}

/** What is due next to a customer who waits: a notice, or that the open promise breaks. */
export function nextAlarm(awaited: Awaited): { id: 'notice' | 'promise'; at: Instant } | null {
  const noticeAt = nextNoticeAt(awaited);
  const { promiseAt } = awaited;
  if (promiseAt !== null && (noticeAt === null || Date.parse(promiseAt) < Date.parse(noticeAt))) return { id: 'promise', at: promiseAt };
  return noticeAt === null ? null : { id: 'notice', at: noticeAt };
}

function beforeBroken(heard: number, promise: number): number {
  const lead = Math.min(LONGEST_LEAD, Math.max(1000, (promise - heard) * NOTICE_SHARE));
  return Math.floor(promise - lead);
}

function latest(instants: (Instant | null)[]): number | null {
  const known = instants.flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return known.length === 0 ? null : Math.max(...known);
}
