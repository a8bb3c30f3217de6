import { createStore, useStore } from './external-store.ts';

const now = createStore(new Date());
setInterval(() => now.set(new Date()), 15_000);

/** The present, renewed every 15 seconds for everybody at once: one clock, so no two places disagree. */
export function useNow(): Date {
  return useStore(now);
}
