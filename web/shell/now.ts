import { createStore, useStore } from './external-store.ts';

const now = createStore(new Date());
let ticking = false;

/** The present, renewed every 15 seconds for everybody at once: one clock, so no two places disagree. */
export function useNow(): Date {
  if (!ticking && typeof document !== 'undefined') {
    ticking = true;
    setInterval(() => now.set(new Date()), 15_000);
  }
  return useStore(now);
}
