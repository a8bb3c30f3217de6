/** Joins mails that name each other, in whatever order they come. */
export interface ThreadGroups {
  /** @param id the mail's own Message-ID. @param references what it names. @returns a mark; `groupOf` tells its thread when all have come. */
  add(id: string | null, references: string[]): number;
  groupOf(mark: number): number;
}

/** Union-find over Message-IDs: near to linear in their number, a number each and the id in memory. */
export function threadGroups(): ThreadGroups {
  const parents: number[] = [];
  const known = new Map<string, number>();
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] ?? root;
    for (let at = node; at !== root;) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const newNode = (): number => parents.push(parents.length) - 1;
  const nodeOf = (id: string): number => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const node = newNode();
    known.set(id, node);
    return node;
  };
  return {
    add(id, references) {
      const mark = id === null ? newNode() : nodeOf(id);
      for (const reference of references) parents[rootOf(nodeOf(reference))] = rootOf(mark);
      return mark;
    },
    groupOf: rootOf,
  };
}
