/**
 * Called processes before their callers.
 * @param calls process → processes that it calls statically
 * @returns the order, or the keys of one circle
 */
export function callOrder(calls: ReadonlyMap<string, readonly string[]>): { order: string[] } | { circle: string[] } {
  const order: string[] = [];
  const path: string[] = [];
  const visit = (key: string): string[] | null => {
    if (order.includes(key)) return null;
    const begin = path.indexOf(key);
    if (begin >= 0) return path.slice(begin);
    path.push(key);
    for (const called of calls.get(key) ?? []) {
      const circle = calls.has(called) ? visit(called) : null;
      if (circle) return circle;
    }
    path.pop();
    order.push(key);
    return null;
  };
  for (const key of calls.keys()) {
    const circle = visit(key);
    if (circle) return { circle };
  }
  return { order };
}

/** The given processes and all that call them, however far away. */
export function withCallers(calls: ReadonlyMap<string, readonly string[]>, keys: Iterable<string>): Set<string> {
  const found = new Set(keys);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [caller, called] of calls) if (called.some((key) => found.has(key))) found.add(caller);
  }
  return found;
}
