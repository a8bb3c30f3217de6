import type { Position } from '../../domain/process/types.ts';
import type { RequestRow } from '../work.ts';
import { type PromiseAlarm, promiseAlarm } from './promise-alarm.ts';

type Timer = Position['timers'][number];

/** Of the process's timers and what the customer is owed, whatever is due first; of two at one instant the timer. Null where nothing is. */
export function nextDue(request: RequestRow, position: Position): { at: Date; timer: Timer } | { at: Date; alarm: PromiseAlarm } | null {
  const timer = position.timers.toSorted((a, b) => a.at.localeCompare(b.at))[0];
  const alarm = promiseAlarm(request, position);
  if (alarm && (!timer || alarm.at < new Date(timer.at))) return { at: alarm.at, alarm };
  return timer ? { at: new Date(timer.at), timer } : null;
}
