export type Urgency = 'overdue' | 'risk' | 'fine' | 'none';

/** A deadline as people say it: "noch 3 Std. 10 Min." `unit` names the text, the numbers fill it. */
export interface TimeLeft {
  urgency: Urgency;
  unit: 'now' | 'minutes' | 'hours' | 'hoursMinutes' | 'days';
  days: number;
  hours: number;
  minutes: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Time from `now` to `dueAt`, rounded the careful way: what is left rounds down (never promise a minute too many), what is overdue too.
 * At risk from `atRiskAt` on; without one, from the last hour on.
 */
export function timeLeft(now: Date, dueAt: string | null, atRiskAt: string | null = null): TimeLeft {
  if (!dueAt) return { urgency: 'none', unit: 'now', days: 0, hours: 0, minutes: 0 };
  const due = Date.parse(dueAt);
  const left = due - now.getTime();
  const riskFrom = atRiskAt ? Date.parse(atRiskAt) : due - hour;
  const urgency = left <= 0 ? 'overdue' : now.getTime() >= riskFrom ? 'risk' : 'fine';
  return { urgency, ...span(Math.abs(left)) };
}

/** A length of time in the largest unit that still says something: days from two days on, hours with minutes below six hours. */
export function span(milliseconds: number): Omit<TimeLeft, 'urgency'> {
  const days = Math.floor(milliseconds / day);
  const allHours = Math.floor(milliseconds / hour);
  const minutes = Math.floor((milliseconds % hour) / minute);
  if (days >= 2) return { unit: 'days', days, hours: 0, minutes: 0 };
  if (allHours >= 6 || (allHours > 0 && minutes === 0)) return { unit: 'hours', days: 0, hours: allHours, minutes: 0 };
  if (allHours > 0) return { unit: 'hoursMinutes', days: 0, hours: allHours, minutes };
  return { unit: minutes === 0 ? 'now' : 'minutes', days: 0, hours: 0, minutes };
}
