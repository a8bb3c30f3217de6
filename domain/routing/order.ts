import type { Instant } from '../service-level/calendar.ts';

/** What the order looks at: a waiting task of a request. */
export interface WaitingTask {
  id: string;
  /** Customer class, e.g. `A`; null or one the policy does not name comes after all it names. */
  customerClass: string | null;
  /** The instant that has to be met; null: none. */
  deadline: Instant | null;
  /** When the request arrived, not when the task was made: putting something back costs no place. */
  arrival: Instant;
  /** By an escalation or a lead: before all that is not. */
  raised?: boolean;
}

/** The order as data of the tenant. */
export interface OrderPolicy {
  /**
   * `service-level`: what can still be met before what is late, then class, deadline, arrival. `earliest-deadline`:
   * deadline, class, arrival. `class-first`: class, deadline, arrival. `longest-wait`: arrival alone.
   */
  order: 'service-level' | 'earliest-deadline' | 'class-first' | 'longest-wait';
  /** Classes from the first to the last. */
  classes: readonly string[];
  /** What is later than this many minutes comes before everything else, so that nobody starves; null: off. */
  latestMinutes: number | null;
}

export const DEFAULT_POLICY: OrderPolicy = { order: 'service-level', classes: ['A', 'B', 'C'], latestMinutes: null };

/**
 * Compared place by place, ascending; numbers and, at the end, the id as text by code unit. Group: 0 raised, 1 later than the bound, 2 can still be
 * met, 3 late. A policy that ranks by class first does so in the second place, one that ranks by deadline first in the fourth.
 */
export type OrderKey = [group: number, rank: number, deadline: number, rankAfterwards: number, arrival: number, id: string];

/**
 * The place of a task at the instant `now`; db/routing-order.ts says the same in SQL, and a test compares the two. Ids compare as text by code unit, which is
 * how uuids compare.
 */
export function orderOf(task: WaitingTask, now: Instant, policy: OrderPolicy = DEFAULT_POLICY): OrderKey {
  const deadline = task.deadline === null ? Number.POSITIVE_INFINITY : Date.parse(task.deadline);
  const group = task.raised === true ? 0 : groupOf(deadline, Date.parse(now), policy);
  const rank = rankOf(task.customerClass, policy);
  const arrival = Date.parse(task.arrival);
  if (policy.order === 'longest-wait') return [group, 0, 0, 0, arrival, task.id];
  if (policy.order === 'earliest-deadline') return [group, 0, deadline, rank, arrival, task.id];
  return [group, rank, deadline, 0, arrival, task.id];
}

/** Negative where `a` comes before `b` at the instant `now`; 0 only for the same id. For sort(). */
export function compareTasks(a: WaitingTask, b: WaitingTask, now: Instant, policy: OrderPolicy = DEFAULT_POLICY): number {
  const [left, right] = [orderOf(a, now, policy), orderOf(b, now, policy)];
  for (let place = 0; place < left.length; place += 1) {
    if (left[place]! < right[place]!) return -1;
    if (left[place]! > right[place]!) return 1;
  }
  return 0;
}

function groupOf(deadline: number, now: number, policy: OrderPolicy): 1 | 2 | 3 {
  if (policy.order === 'longest-wait' || deadline >= now) return 2;
  if (policy.latestMinutes !== null && now - deadline > policy.latestMinutes * 60_000) return 1;
  return policy.order === 'service-level' ? 3 : 2;
}

function rankOf(customerClass: string | null, policy: OrderPolicy): number {
  const at = customerClass === null ? -1 : policy.classes.indexOf(customerClass);
  return at < 0 ? policy.classes.length : at;
}
