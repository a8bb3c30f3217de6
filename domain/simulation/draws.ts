import type { Random } from '../process/simulate/random.ts';

/** One of the keys, each as often as its weight says. */
export function pick<Key extends string>(weights: Readonly<Record<Key, number>>, random: Random): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries.at(-1)![0];
}

/** Log-normal, as handling times are: many short ones, a few long ones. `spread`: standard deviation of the logarithm. */
export function around(mean: number, spread: number, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(spread * normal - (spread * spread) / 2);
}

/** From `least` up to `most`, all alike. */
export function between(least: number, most: number, random: Random): number {
  return least + (most - least) * random();
}

/** A copy in a drawn order (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
