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
  /** By a lead: before all that is not. */
  raised?: boolean;
  /** By its process, because its deadline was reached. */
  escalated?: boolean;
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
  /** What has less time left than this counts as late, for the work itself takes time; null: what is not late can still be met. Of `service-level` alone. */
  reserveMinutes: number | null;
  /** What was escalated comes first, as if a lead had raised it. It is late: before what can still be met it makes that late, too. */
  escalatedFirst: boolean;
}

export const DEFAULT_POLICY: OrderPolicy = {
  order: 'service-level',
  classes: ['A', 'B', 'C'],
  latestMinutes: null,
  reserveMinutes: null,
  escalatedFirst: false,
};

/** Of all tasks; a lower one comes first. */
export const GROUP = { first: 0, tooLate: 1, canBeMet: 2, late: 3 } as const;
type Group = (typeof GROUP)[keyof typeof GROUP];

/**
 * Compared place by place, ascending; numbers and, at the end, the id as text by code unit. A policy that ranks by class first does so in the second place, one that ranks by deadline first in the fourth.
 */
export type OrderKey = [group: Group, rank: number, deadline: number, rankAfterwards: number, arrival: number, id: string];

/**
 * The place of a task at the instant `now`; db/routing-order.ts says the same in SQL, and a test compares the two. Ids compare as text by code unit, which is
 * how uuids compare.
 */
export function orderOf(task: WaitingTask, now: Instant, policy: OrderPolicy = DEFAULT_POLICY): OrderKey {
  const deadline = task.deadline === null ? Number.POSITIVE_INFINITY : Date.parse(task.deadline);
  const group = groupOf(task, now, policy);
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

/** Raised (or escalated, where the policy says so), later than the bound, what can still be met, or late. */
export function groupOf(task: WaitingTask, now: Instant, policy: OrderPolicy): Group {
  if (task.raised === true || (policy.escalatedFirst && task.escalated === true)) return GROUP.first;
  if (policy.order === 'longest-wait' || task.deadline === null) return GROUP.canBeMet;
  const left = Date.parse(task.deadline) - Date.parse(now);
  if (left < 0 && policy.latestMinutes !== null && -left > policy.latestMinutes * 60_000) return GROUP.tooLate;
  return policy.order === 'service-level' && left < (policy.reserveMinutes ?? 0) * 60_000 ? GROUP.late : GROUP.canBeMet;
}

function rankOf(customerClass: string | null, policy: OrderPolicy): number {
  const at = customerClass === null ? -1 : policy.classes.indexOf(customerClass);
  return at < 0 ? policy.classes.length : at;
}
