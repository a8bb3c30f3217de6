/** A number from 0 up to 1, the next of a fixed sequence. */
export type Random = () => number;

/** The same seed gives the same sequence on any machine (Mulberry32: one addition, three mixing steps, 32 bits of state). */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
