export interface Semaphore {
  enter(): Promise<void>;
  leave(): void;
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
    leave() {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    },
  };
}
