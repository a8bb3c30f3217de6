/** What a change does to the waiting line. */
export interface LineEffect {
  waiting: number;
  /** Tasks that come sooner or later than before, among those that wait before and after. */
  moved: number;
  /** Tasks that nobody who is available may take: before, after, and how many of them are new. */
  nobody: { before: number; after: number; added: number };
}

interface Line {
  order: string[];
  nobodys: string[];
}

/** Compares the line before and after. A task moves where its place among the same tasks is another one. */
export function lineEffect(before: Line, after: Line): LineEffect {
  const stays = new Set(after.order);
  const was = new Set(before.order);
  const places = new Map(before.order.filter((id) => stays.has(id)).map((id, place) => [id, place]));
  const moved = after.order.filter((id) => was.has(id)).filter((id, place) => places.get(id) !== place).length;
  const known = new Set(before.nobodys);
  const added = after.nobodys.filter((id) => !known.has(id)).length;
  return { waiting: after.order.length, moved, nobody: { before: before.nobodys.length, after: after.nobodys.length, added } };
}
