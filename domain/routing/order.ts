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

/** Compared place by place, ascending; numbers and, at the end, the id as text by code unit. */
export type OrderKey = [group: number, second: number, third: number, arrival: number, id: string];

/**
 * The place of a task at the instant `now`. In SQL, for the default policy (`now` is a parameter, so that one statement
 * sees one instant; `classes` is a text array parameter; ids compare as text COLLATE "C", which equals uuid order):
 *
 *     ORDER BY CASE WHEN deadline < now - latest THEN 0                -- only with a bound on lateness
 *                   WHEN deadline IS NULL OR deadline >= now THEN 1    -- can still be met
 *                   ELSE 2 END,                                        -- late
 *              COALESCE(array_position(classes, customer_class), 1 + cardinality(classes)),
 *              deadline ASC NULLS LAST, arrival, id
 */
export function orderOf(task: WaitingTask, now: Instant, policy: OrderPolicy = DEFAULT_POLICY): OrderKey {
  const deadline = task.deadline === null ? Number.POSITIVE_INFINITY : Date.parse(task.deadline);
  const late = groupOf(deadline, Date.parse(now), policy);
  const rank = rankOf(task.customerClass, policy);
  const arrival = Date.parse(task.arrival);
  const starving = late === 0 ? 0 : 1;
  const keys: Record<OrderPolicy['order'], OrderKey> = {
    'service-level': [late, rank, deadline, arrival, task.id],
    'earliest-deadline': [starving, deadline, rank, arrival, task.id],
    'class-first': [starving, rank, deadline, arrival, task.id],
    'longest-wait': [0, 0, 0, arrival, task.id],
  };
  return keys[policy.order];
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

/** 0: later than the bound, before all; 1: can still be met; 2: late. */
function groupOf(deadline: number, now: number, policy: OrderPolicy): 0 | 1 | 2 {
  if (deadline >= now) return 1;
  return policy.latestMinutes !== null && now - deadline > policy.latestMinutes * 60_000 ? 0 : 2;
}

function rankOf(customerClass: string | null, policy: OrderPolicy): number {
  const at = customerClass === null ? -1 : policy.classes.indexOf(customerClass);
  return at < 0 ? policy.classes.length : at;
}
