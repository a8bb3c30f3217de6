import type { Random } from '../process/simulate/random.ts';

/** How much comes when: counts of equal intervals, one after the other. */
export interface Curve {
  /** Epoch milliseconds. */
  from: number;
  /** Length of an interval, milliseconds. */
  interval: number;
  counts: readonly number[];
}

/** `count` instants (epoch milliseconds, ascending), as dense as the curve is high. */
export function arrivalsOf({ from, interval, counts }: Curve, count: number, random: Random): number[] {
  let sum = 0;
  const sums = counts.map((one) => (sum += one));
  const instants = Array.from({ length: count }, () => {
    const height = random() * sum;
    const at = sums.findIndex((upTo) => height < upTo);
    return Math.floor(from + (at + random()) * interval);
  });
  return instants.toSorted((a, b) => a - b);
}
