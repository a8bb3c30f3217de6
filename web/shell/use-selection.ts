import { useMemo, useState } from 'react';

/** Rows that were picked; those that left the list are picked no more. */
export function useSelection(ids: string[]) {
  const [picked, pick] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const selected = useMemo(() => ids.filter((id) => picked.has(id)), [ids, picked]);
  return {
    selected,
    has: (id: string): boolean => picked.has(id),
    toggle(id: string): void {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      pick(next);
      setLast(id);
    },
    /** Everything between the row picked last and this one. */
    extendTo(id: string): void {
      const [from, to] = [ids.indexOf(last ?? id), ids.indexOf(id)].toSorted((a, b) => a - b);
      pick(new Set([...selected, ...ids.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)]));
      setLast(id);
    },
    all: (): void => pick(new Set(ids)),
    none: (): void => pick(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
