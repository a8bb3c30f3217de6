import type { CustomerClass } from '../../db/schema.ts';
import { addWorkingTime, type Calendar } from '../../domain/service-level/calendar.ts';
import { type Deadlines, deadlinesOf } from '../../domain/service-level/targets.ts';
import type { Random } from './random.ts';

/** What the tenant's tables say about a kind and a customer class, and the calendar that they name. */
export interface Rules {
  handling: { topic: string; skill: string; level: number; process: string; limit: number };
  serviceLevel: { priority: number; firstResponseMinutes: number; resolutionMinutes: number; atRiskShare: number; calendar: string };
  calendar: Calendar;
}
export type RulesOf = (kind: string, customerClass: CustomerClass) => Rules;

/** When what happened in a request. */
export interface Plot {
  createdAt: Date;
  deadlines: { [name in keyof Deadlines]: Date };
  assignedAt: Date;
  /** Set where the first answer was late. */
  breachedAt: Date | null;
  answeredAt: Date;
  expert: { askedAt: Date; answeredAt: Date; dueAt: Date } | null;
  again: { repliedAt: Date; deadlines: { [name in keyof Deadlines]: Date }; answeredAt: Date } | null;
  closedAt: Date;
}

const HOUR = 3_600_000;

/**
 * Tells when things happened: answers within working time, mostly in time; it all ended before `now`.
 * @param daysAgo earliest day on which it may begin; moved back where the story would not be over yet
 */
export function plotOf(
  random: Random,
  {
    rules,
    daysAgo,
    now,
    hasExpert,
    hasAgain,
    isLate,
  }: { rules: Rules; daysAgo: number; now: Date; hasExpert: boolean; hasAgain: boolean; isLate: boolean },
): Plot {
  const hour = random.pick([7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 21]);
  const clock = hour * HOUR + random.between(0, 3599) * 1000;
  const share = isLate ? 1.15 + random.between(0, 40) / 100 : (hasExpert ? 0.55 : 0.12) + random.between(0, 30) / 100;
  const againShare = 0.1 + random.between(0, 40) / 100;
  const pause = random.between(2, 30) * HOUR;
  for (let back = daysAgo; ; back += 2) {
    const midnight = Math.floor(now.getTime() / (24 * HOUR)) * 24 * HOUR - back * 24 * HOUR;
    const plot = told(new Date(midnight + clock - HOUR), { rules, share, againShare, pause, hasExpert, hasAgain, isLate });
    if (plot.closedAt.getTime() < now.getTime() - HOUR) return plot;
  }
}

interface Telling {
  rules: Rules;
  share: number;
  againShare: number;
  pause: number;
  hasExpert: boolean;
  hasAgain: boolean;
  isLate: boolean;
}

function told(createdAt: Date, { rules, share, againShare, pause, hasExpert, hasAgain, isLate }: Telling): Plot {
  const deadlines = datesOf(rules, createdAt);
  const working = (from: Date, minutes: number) => new Date(addWorkingTime(rules.calendar, from.toISOString(), minutes));
  const target = rules.serviceLevel.firstResponseMinutes;
  const assignedAt = working(createdAt, target * Math.min(share, 1) * 0.3);
  const answeredAt = working(createdAt, target * share);
  const askedAt = working(assignedAt, 4);
  const between = (from: Date, to: Date, part: number) => new Date(from.getTime() + (to.getTime() - from.getTime()) * part);
  const repliedAt = awake(new Date(answeredAt.getTime() + pause));
  const again = hasAgain ? { repliedAt, deadlines: datesOf(rules, repliedAt), answeredAt: working(repliedAt, target * againShare) } : null;
  return {
    createdAt,
    deadlines,
    assignedAt,
    breachedAt: isLate ? deadlines.firstResponseAt : null,
    answeredAt,
    expert: hasExpert ? { askedAt, answeredAt: between(askedAt, answeredAt, 0.8), dueAt: between(askedAt, answeredAt, 1.5) } : null,
    again,
    closedAt: new Date((again?.answeredAt ?? answeredAt).getTime() + 1000),
  };
}

/** Nobody writes in the middle of the night. */
function awake(at: Date): Date {
  const hour = at.getUTCHours();
  return hour >= 5 && hour < 20 ? at : new Date(at.getTime() + 9 * HOUR);
}

/** Every target of the shipped table is set, so every deadline is there. */
function datesOf(rules: Rules, from: Date): Plot['deadlines'] {
  const deadlines = deadlinesOf({ ...rules.serviceLevel, calendar: rules.calendar }, from.toISOString());
  const date = (instant: string | null) => new Date(instant ?? from);
  return {
    firstResponseAt: date(deadlines.firstResponseAt),
    resolutionAt: date(deadlines.resolutionAt),
    atRiskAt: date(deadlines.atRiskAt),
    promiseAt: date(deadlines.promiseAt),
    noticeAt: date(deadlines.noticeAt),
  };
}
