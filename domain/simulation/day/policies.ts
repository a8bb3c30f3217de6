import { DEFAULT_POLICY, type OrderPolicy } from '../../routing/order.ts';
import { DEFAULT_ROUTING } from '../../routing/policy.ts';

export interface DayPolicy {
  name: string;
  policy: OrderPolicy;
}

/** What a day is played under, ours last. */
export const POLICIES: readonly DayPolicy[] = [
  { name: 'first come first served', policy: { ...DEFAULT_POLICY, order: 'longest-wait' } },
  { name: 'earliest deadline', policy: { ...DEFAULT_POLICY, order: 'earliest-deadline' } },
  { name: 'class first', policy: { ...DEFAULT_POLICY, order: 'class-first' } },
  { name: 'ours, at most 1 h late', policy: { ...DEFAULT_POLICY, latestMinutes: 60 } },
  { name: 'ours, at most 2 h late', policy: { ...DEFAULT_POLICY, latestMinutes: 120 } },
  { name: 'ours, nothing in reserve', policy: DEFAULT_POLICY },
  { name: 'ours', policy: DEFAULT_ROUTING },
];
