import type { Random } from '../process/simulate/random.ts';
import { around } from './draws.ts';

/** Of a hundred requests so many, and the minutes that one piece of work on them takes on average. */
const KINDS: Readonly<Record<string, { share: number; minutes: number }>> = {
  'faulty-order': { share: 6, minutes: 6 },
  complaint: { share: 8, minutes: 14 },
  damage: { share: 7, minutes: 10 },
  'delivery-appointment': { share: 8, minutes: 8 },
  'delivery-status': { share: 18, minutes: 5 },
  'failed-payment': { share: 6, minutes: 8 },
  dunning: { share: 5, minutes: 9 },
  'account-balance': { share: 4, minutes: 7 },
  warranty: { share: 6, minutes: 13 },
  withdrawal: { share: 10, minutes: 6 },
  'source-of-supply': { share: 3, minutes: 6 },
  'product-information': { share: 7, minutes: 7 },
  'website-feedback': { share: 2, minutes: 5 },
  'prize-draw': { share: 2, minutes: 4 },
  privacy: { share: 1, minutes: 15 },
  external: { share: 2, minutes: 5 },
  general: { share: 5, minutes: 8 },
};

/** Kind → share, class → share, for `pick`. Classes as the shipped tables name them. */
export const SHARES = {
  kinds: Object.fromEntries(Object.entries(KINDS).map(([kind, { share }]) => [kind, share])),
  classes: { A: 10, B: 35, C: 55 },
} as const;

/** Milliseconds of work on one task of a request of this kind. */
export function handlingOf(kind: string, random: Random): number {
  return Math.max(30_000, Math.round(around((KINDS[kind]?.minutes ?? 8) * 60_000, 0.6, random)));
}
