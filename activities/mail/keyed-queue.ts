import { semaphore } from './semaphore.ts';

export interface KeyedQueue {
  /** Never rejects for the caller: `work` handles its own errors. */
  add(key: string, work: () => Promise<void>): void;
  /** Resolves as soon as fewer than `limit` are waiting or running. */
  room(limit: number): Promise<void>;
  /** How many are waiting or running. */
  readonly size: number;
  /** Resolves when nothing is left. */
  idle(): Promise<void>;
}

/** At most `width` at a time; those with the same key one after another, in the order they were added. */
export function keyedQueue(width: number): KeyedQueue {
  const tails = new Map<string, Promise<void>>();
  const gate = semaphore(width);
  const watchers = new Set<{ below: number; resolve: () => void }>();
  let size = 0;

  const settle = (): void => {
    for (const watcher of watchers) {
      if (size >= watcher.below) continue;
      watchers.delete(watcher);
      watcher.resolve();
    }
  };
  const room = (below: number): Promise<void> =>
    size < below ? Promise.resolve() : new Promise((resolve) => void watchers.add({ below, resolve }));

  const run = async (key: string, before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> => {
    await before;
    await gate.enter();
    await work().catch(() => undefined);
    gate.leave();
    size -= 1;
    settle();
  };

  return {
    add(key, work) {
      size += 1;
      const mine = run(key, tails.get(key), work).finally(() => {
        if (tails.get(key) === mine) tails.delete(key);
      });
      tails.set(key, mine);
    },
    room,
    get size() {
      return size;
    },
    idle: () => room(1),
  };
}
