/** UIDs of one folder as IMAP writes them (RFC 3501, sequence-set): `1:48211,48215`. Empty: none. */
export type UidSet = string;

/** @param uids in any order, each once or more. */
export function uidSetOf(uids: Iterable<number>): UidSet {
  const ranges: [number, number][] = [];
  for (const uid of [...uids].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && uid <= last[1] + 1) last[1] = uid;
    else ranges.push([uid, uid]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}

/** @returns whether a UID is in the set, at the cost of a binary search. */
export function inUidSet(set: UidSet): (uid: number) => boolean {
  const ranges = rangesOf(set);
  return (uid) => {
    let [low, high] = [0, ranges.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [from, to] = ranges[middle]!;
      if (uid < from) high = middle - 1;
      else if (uid > to) low = middle + 1;
      else return true;
    }
    return false;
  };
}

function rangesOf(set: UidSet): [number, number][] {
  if (set === '') return [];
  return set.split(',').map((range) => {
    const [from = 0, to = from] = range.split(':').map(Number);
    return [from, to];
  });
}
