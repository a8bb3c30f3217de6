import { setTimeout as delay } from 'node:timers/promises';

/** Something that runs until it is stopped, or ends by itself when it fails. */
export interface Running {
  pid: number;
  exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface Supervised<T> {
  /** What runs at this moment. */
  current(): T;
  /** Stops it and starts it no more. */
  stop(): Promise<void>;
}

export interface SuperviseOptions<T> {
  name: string;
  start: () => Promise<T>;
  log: (line: string) => void;
  /** Waiting times before the first, second … restart in milliseconds; the last one repeats. */
  waits?: number[];
  /** What ran this long, in milliseconds, counts as healthy: the next restart waits the shortest time again. */
  healthyAfter?: number;
}

/**
 * Starts something and starts it again whenever it ends without having been asked to.
 * @throws what the first start throws; later failures are logged and tried again
 */
export async function supervise<T extends Running>(options: SuperviseOptions<T>): Promise<Supervised<T>> {
  const { name, start, log, waits = [500, 1_000, 2_000, 5_000, 15_000, 30_000], healthyAfter = 60_000 } = options;
  const stopping = new AbortController();
  let current = await start();

  const watch = async () => {
    let failures = 0;
    for (;;) {
      const startedAt = Date.now();
      await current.exited;
      for (;;) {
        if (stopping.signal.aborted) return;
        if (Date.now() - startedAt > healthyAfter) failures = 0;
        const wait = waits[Math.min(failures++, waits.length - 1)] ?? 0;
        log(`${name} ended unasked; starting it again in ${wait / 1000} s.`);
        await delay(wait, undefined, { signal: stopping.signal }).catch(() => {});
        if (stopping.signal.aborted) return;
        try {
          current = await start();
          log(`${name} is up again (process ${current.pid}).`);
          break;
        } catch (error) {
          log(`${name} did not start: ${(error as Error).message}`);
        }
      }
    }
  };
  const watching = watch();

  return {
    current: () => current,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
      // It may have been started while we asked its predecessor to stop.
      await current.stop();
    },
  };
}
