import { DEFAULT_POLICY, GROUP, groupOf, type OrderPolicy, type WaitingTask } from './order.ts';
import type { Instant } from '../service-level/calendar.ts';

/**
 * Why a task stands where it stands, in one sentence for whoever asks.
 * @param task `togetherWith`: number of the request of the same customer with which its owner got it.
 */
export function whyNext(
  task: WaitingTask & { togetherWith?: string | null },
  now: Instant,
  policy: OrderPolicy = DEFAULT_POLICY,
): { de: string; en: string } {
  const at = Date.parse(now);
  const waiting = at - Date.parse(task.arrival);
  const wait = { de: `wartet seit ${spanDe(waiting)}`, en: `waiting for ${spanEn(waiting)}` };
  if (task.togetherWith) {
    return {
      de: `Zusammen mit ${task.togetherWith}, vom selben Kunden: ${wait.de}.`,
      en: `Together with ${task.togetherWith}, from the same customer: ${wait.en}.`,
    };
  }
  if (policy.order === 'longest-wait' && groupOf(task, now, policy) !== GROUP.first) {
    return { de: `Es gilt die längste Wartezeit: ${wait.de}.`, en: `The longest wait comes first: ${wait.en}.` };
  }
  const who =
    task.customerClass === null
      ? { de: 'ohne Kundenklasse', en: 'no customer class' }
      : { de: `Kundenklasse ${task.customerClass}`, en: `customer class ${task.customerClass}` };
  const deadline = deadlineWords(task, at, policy);
  const parts = policy.order === 'earliest-deadline' ? [deadline, who, wait] : [who, deadline, wait];
  const lead = leadOf(task, now, policy);
  return {
    de: `${lead.de}${parts.map((part) => part.de).join(', ')}.`,
    en: `${lead.en}${parts.map((part) => part.en).join(', ')}.`,
  };
}

function leadOf(task: WaitingTask, now: Instant, policy: OrderPolicy): { de: string; en: string } {
  const group = groupOf(task, now, policy);
  if (group === GROUP.first) {
    return task.raised === true
      ? { de: 'Zuerst, weil es vorgezogen wurde: ', en: 'First, because it was raised: ' }
      : { de: 'Zuerst, weil es eskaliert ist: ', en: 'First, because it was escalated: ' };
  }
  if (group === GROUP.tooLate)
    return { de: 'Zuerst, weil es schon zu lange überfällig ist: ', en: 'First, because it has been overdue for too long: ' };
  if (policy.order !== 'service-level') return { de: '', en: '' };
  if (group === GROUP.canBeMet) return { de: 'Kann noch pünktlich sein: ', en: 'Can still be on time: ' };
  const after = { de: 'Nach allem, was noch pünktlich sein kann', en: 'After everything that can still be on time' };
  const minutes = policy.reserveMinutes ?? 0;
  return task.deadline !== null && Date.parse(task.deadline) >= Date.parse(now)
    ? {
        de: `${after.de}, denn die Arbeit braucht etwa ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`}: `,
        en: `${after.en}, for the work takes about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}: `,
      }
    : { de: `${after.de}: `, en: `${after.en}: ` };
}

function deadlineWords(task: WaitingTask, now: number, policy: OrderPolicy): { de: string; en: string } {
  if (task.deadline === null) return { de: 'ohne Frist', en: 'no deadline' };
  const left = Date.parse(task.deadline) - now;
  if (left < 0) return { de: `Frist seit ${spanDe(-left)} überschritten`, en: `deadline missed by ${spanEn(-left)}` };
  const first = policy.order === 'earliest-deadline';
  return {
    de: `${first ? 'früheste Frist' : 'Frist'} in ${spanDe(left)}`,
    en: `${first ? 'earliest deadline' : 'deadline'} in ${spanEn(left)}`,
  };
}

/** Dative, after "in" and "seit". */
function spanDe(milliseconds: number): string {
  const { count, unit } = spanOf(milliseconds);
  const words = { minute: ['einer Minute', 'Minuten'], hour: ['einer Stunde', 'Stunden'], day: ['einem Tag', 'Tagen'] } as const;
  if (count === 0) return 'weniger als einer Minute';
  return count === 1 ? words[unit][0] : `${count} ${words[unit][1]}`;
}

function spanEn(milliseconds: number): string {
  const { count, unit } = spanOf(milliseconds);
  if (count === 0) return 'less than a minute';
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function spanOf(milliseconds: number): { count: number; unit: 'minute' | 'hour' | 'day' } {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  if (minutes < 120) return { count: minutes, unit: 'minute' };
  if (minutes < 48 * 60) return { count: Math.floor(minutes / 60), unit: 'hour' };
  return { count: Math.floor(minutes / 1440), unit: 'day' };
}
