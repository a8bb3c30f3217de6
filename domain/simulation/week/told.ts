import { brakeOf } from '../../mail/brakes.ts';
import type { Instant } from '../../service-level/calendar.ts';
import { nextAlarm } from '../../service-level/notice.ts';

/** What a customer was told, as activities/promises.ts keeps it in rows. */
export interface TimePromise {
  dueAt: Instant;
  madeAt: Instant;
  /** Key of the standard answer. */
  toldBy: string;
  state: 'open' | 'kept' | 'renewed' | 'cancelled' | 'broken';
}

export interface Told {
  /** The customer wrote, and no person has answered yet. */
  owedSince: Instant | null;
  heardAt: Instant | null;
  noticedAt: Instant | null;
  promises: TimePromise[];
  /** Automatic mails that went out, by key of the standard answer. */
  sent: { answer: string; at: Instant }[];
  /** Mails that a machine must not write now (domain/mail/brakes.ts). */
  withheld: { answer: string; at: Instant; reason: string }[];
  writtenAt: Instant;
  /** Longest time, milliseconds, from a customer's message to anything heard from us. */
  silence: number;
}

export const nobodyTold = (at: Instant): Told => ({
  owedSince: at,
  heardAt: at,
  noticedAt: null,
  promises: [],
  sent: [],
  withheld: [],
  writtenAt: at,
  silence: 0,
});

export const openPromise = ({ promises }: Told): TimePromise | null => promises.find(({ state }) => state === 'open') ?? null;

/** A mail to the customer went out. */
export function hear(told: Told, at: Instant): void {
  if (told.owedSince !== null && (told.heardAt === null || told.heardAt <= told.owedSince)) {
    told.silence = Math.max(told.silence, Date.parse(at) - Date.parse(told.owedSince));
  }
  told.heardAt = at;
}

/** An automatic mail, unless a brake withholds it. @returns whether it went out */
export function mail(told: Told, { answer, at, earlier }: { answer: string; at: Instant; earlier: readonly Told[] }): boolean {
  const instants = (sent: Told['sent']) => sent.map((one) => new Date(one.at));
  const past = {
    // What the clock sends is no answer.
    same: told.noticedAt === at ? [] : instants(told.sent.filter((one) => one.answer === answer)),
    request: instants(told.sent),
    address: instants([told, ...earlier].flatMap(({ sent }) => sent)),
    lastWritten: new Date(told.writtenAt),
  };
  const reason = brakeOf(past, new Date(at));
  if (reason === null) {
    told.sent.push({ answer, at });
    hear(told, at);
  } else told.withheld.push({ answer, at, reason });
  return reason === null;
}

/** Tells a time: it takes the place of what was told before. */
export function promise(told: Told, made: { dueAt: Instant; toldBy: string; at: Instant }): void {
  settle(told, 'renewed', made.at);
  told.promises.push({ dueAt: made.dueAt, madeAt: made.at, toldBy: made.toldBy, state: 'open' });
}

/** One that is past is broken whatever happens. */
export function settle(told: Told, met: Exclude<TimePromise['state'], 'open'>, at: Instant): void {
  const open = openPromise(told);
  if (open) open.state = Date.parse(open.dueAt) >= Date.parse(at) ? met : 'broken';
}

/** @param isOpen whether anybody here has something to do */
export function alarmOf(told: Told, isOpen: boolean): ReturnType<typeof nextAlarm> {
  return nextAlarm({ ...told, owedSince: isOpen ? told.owedSince : null, promiseAt: openPromise(told)?.dueAt ?? null });
}

/** Promises that broke although nothing was heard between their being made and their end. */
export function brokenInSilence({ promises, sent }: Told): TimePromise[] {
  return promises.filter(({ state, madeAt, dueAt }) => state === 'broken' && !sent.some(({ at }) => madeAt < at && at <= dueAt));
}
