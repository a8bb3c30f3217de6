import { Schedule } from '../../process/simulate/schedule.ts';
import { Floor, type FloorTask } from '../floor.ts';
import type { DayPolicy } from './policies.ts';
import { presenceOf, type Rostered } from '../roster.ts';

/** A piece of work as it comes: which, when, how long it will take (nobody knows before), until when. */
export type DayTask = Omit<FloorTask, 'stations'> & { customerClass: string; deadline: string };

/** Plays a day under a policy. @returns by task the instant (epoch milliseconds) at which it was done; what is left has none */
export function runDay(work: readonly DayTask[], roster: readonly Rostered[], { policy }: Pick<DayPolicy, 'policy'>): Map<string, number> {
  const schedule = new Schedule<() => void>();
  const done = new Map<string, number>();
  const floor = new Floor({
    agents: roster.map(({ agent }) => agent),
    policy,
    plan: (at, action) => schedule.plan(at, action),
    finished: ({ id }, _agent, at) => done.set(id, at),
  });
  for (const { at, id, presence } of presenceOf(roster)) schedule.plan(at, () => floor.presence(id, presence, at));
  for (const task of work) {
    const at = Date.parse(task.arrival);
    schedule.plan(at, () => floor.put({ ...task, stations: [] }, at));
  }
  for (let next = schedule.next(Infinity); next; next = schedule.next(Infinity)) next.item();
  return done;
}
