export interface Semaphore {
  enter(): Promise<void>;
  /** @returns false where there was no room within so many milliseconds; then nobody has to leave. */
  enterWithin(milliseconds: number): Promise<boolean>;
  leave(): void;
  /** How many wait for room. */
  readonly waiting: number;
}

/** Lets `width` in at a time, the others in the order they came. */
export function semaphore(width: number): Semaphore {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    enter() {
      if (inside >= width) return new Promise((resolve) => waiting.push(resolve));
      inside += 1;
      return Promise.resolve();
    },
    enterWithin(milliseconds) {
      if (inside < width) {
        inside += 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const mine = (): void => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(mine), 1);
          resolve(false);
        }, milliseconds);
        waiting.push(mine);
      });
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    },
    get waiting() {
      return waiting.length;
    },
  };
}
