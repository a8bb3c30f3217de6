import { DEFAULT_POLICY, type OrderPolicy } from '../../routing/order.ts';

export interface DayPolicy {
  name: string;
  policy: OrderPolicy;
  /** What has less time left than this counts as late: it could not be finished in time if it were begun now. Minutes. */
  reserve?: number;
}

/** What a day is played under, ours last. */
export const POLICIES: readonly DayPolicy[] = [
  { name: 'first come first served', policy: { ...DEFAULT_POLICY, order: 'longest-wait' } },
  { name: 'earliest deadline', policy: { ...DEFAULT_POLICY, order: 'earliest-deadline' } },
  { name: 'class first', policy: { ...DEFAULT_POLICY, order: 'class-first' } },
  { name: 'ours, at most 1 h late', policy: { ...DEFAULT_POLICY, latestMinutes: 60 } },
  { name: 'ours, at most 2 h late', policy: { ...DEFAULT_POLICY, latestMinutes: 120 } },
  { name: 'ours, 8 min in reserve', policy: DEFAULT_POLICY, reserve: 8 },
  { name: 'ours', policy: DEFAULT_POLICY },
];
