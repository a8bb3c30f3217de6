import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until it is true; errors of a part that is down meanwhile are no answer. @throws with the last state after `patience` milliseconds. */
export async function until<T>(what: string, look: () => Promise<T>, isDone: (seen: T) => boolean, patience = 180_000): Promise<T> {
  const giveUpAt = Date.now() + patience;
  let last: unknown;
  while (Date.now() < giveUpAt) {
    try {
      const seen = await look();
      last = seen;
      if (isDone(seen)) return seen;
    } catch (error) {
      last = error;
    }
    await delay(250);
  }
  throw new Error(`Waited ${patience / 1000} s for: ${what}. Last seen: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}
