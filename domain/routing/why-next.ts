import { DEFAULT_POLICY, type OrderPolicy, type WaitingTask } from './order.ts';
import type { Instant } from '../service-level/calendar.ts';

/** Why a task stands where it stands, in one sentence for whoever asks. */
export function whyNext(task: WaitingTask, now: Instant, policy: OrderPolicy = DEFAULT_POLICY): { de: string; en: string } {
  const at = Date.parse(now);
  const waiting = at - Date.parse(task.arrival);
  const wait = { de: `wartet seit ${spanDe(waiting)}`, en: `waiting for ${spanEn(waiting)}` };
  if (policy.order === 'longest-wait' && task.raised !== true) {
    return { de: `Es gilt die längste Wartezeit: ${wait.de}.`, en: `The longest wait comes first: ${wait.en}.` };
  }
  const who =
    task.customerClass === null
      ? { de: 'ohne Kundenklasse', en: 'no customer class' }
      : { de: `Kundenklasse ${task.customerClass}`, en: `customer class ${task.customerClass}` };
  const deadline = deadlineWords(task, at, policy);
  const parts = policy.order === 'earliest-deadline' ? [deadline, who, wait] : [who, deadline, wait];
  const lead = leadOf(task, at, policy);
  return {
    de: `${lead.de}${parts.map((part) => part.de).join(', ')}.`,
    en: `${lead.en}${parts.map((part) => part.en).join(', ')}.`,
  };
}

function leadOf(task: WaitingTask, now: number, policy: OrderPolicy): { de: string; en: string } {
  if (task.raised === true) return { de: 'Zuerst, weil es vorgezogen wurde: ', en: 'First, because it was raised: ' };
  const late = task.deadline === null ? 0 : now - Date.parse(task.deadline);
  if (late > 0 && policy.latestMinutes !== null && late > policy.latestMinutes * 60_000) {
    return { de: 'Zuerst, weil es schon zu lange überfällig ist: ', en: 'First, because it has been overdue for too long: ' };
  }
  if (policy.order !== 'service-level') return { de: '', en: '' };
  return late > 0
    ? { de: 'Nach allem, was noch pünktlich sein kann: ', en: 'After everything that can still be on time: ' }
    : { de: 'Kann noch pünktlich sein: ', en: 'Can still be on time: ' };
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
