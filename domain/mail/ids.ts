/** More ids than this are noise or an attack; the oldest of a thread are the least telling. */
const MOST_IDS = 100;

/**
 * Message-IDs of In-Reply-To or References values, with angle brackets, in order, each once, at most the first and
 * the last 50. Ids glued together, wrapped in words or without brackets (all seen) are found; other words are not ids.
 */
export function messageIdsOf(values: string[]): string[] {
  const found = new Set<string>();
  for (const value of values) {
    for (const match of value.matchAll(/<([^<>\s]{1,998})>|(?:^|[\s,;])([^\s<>"(),;]{1,500}@[^\s<>"(),;]{1,250})(?=$|[\s,;])/g)) {
      const id = match[1] ?? match[2] ?? '';
      if (id.includes('@')) found.add(`<${id}>`);
    }
  }
  const ids = [...found];
  return ids.length <= MOST_IDS ? ids : [...ids.slice(0, MOST_IDS / 2), ...ids.slice(-MOST_IDS / 2)];
}
