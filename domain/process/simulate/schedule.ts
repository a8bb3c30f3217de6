/** What is to come, earliest first; of equal instants the one that was planned first. A binary heap. */
export class Schedule<Item> {
  private readonly heap: { at: number; order: number; item: Item }[] = [];
  private planned = 0;

  /** @param at epoch milliseconds */
  plan(at: number, item: Item): void {
    const { heap } = this;
    heap.push({ at, order: (this.planned += 1), item });
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.swapped(parent, child)) return;
      child = parent;
    }
  }

  /** Takes the next one, unless it lies after `until`. */
  next(until: number): { at: number; item: Item } | null {
    const { heap } = this;
    const [first] = heap;
    if (!first || first.at > until) return null;
    const last = heap.pop();
    if (last && last !== first) {
      heap[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      const child = this.isAfter(left, left + 1) ? left + 1 : left;
      if (!this.swapped(parent, child)) return;
      parent = child;
    }
  }

  /** Brings two into order. @returns whether they were not */
  private swapped(parent: number, child: number): boolean {
    if (!this.isAfter(parent, child)) return false;
    const { heap } = this;
    const [a, b] = [heap[parent], heap[child]];
    if (a && b) [heap[parent], heap[child]] = [b, a];
    return true;
  }

  private isAfter(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    return a !== undefined && b !== undefined && (a.at > b.at || (a.at === b.at && a.order > b.order));
  }
}
