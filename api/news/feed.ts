import { type ChangeRow, changesSince, lastChange } from '../../db/changes-feed.ts';
import { asTenant, type Db } from '../../db/client.ts';
import type { NewsListener } from './listener.ts';

/** Numbers are given before the commit, so a lower one can appear after a higher: so many are looked at again. */
const overlap = 200;
const mostAtOnce = 1000;

export interface TenantFeed {
  /** Once it has settled, whatever is committed later reaches every reader. */
  ready: Promise<void>;
  /** @returns how to leave. */
  join(reader: (changes: ChangeRow[] | 'reset') => void): () => void;
}

/** One reader of the change table a tenant, whatever number of browsers listens: each NOTIFY costs one query. */
export function tenantFeeds(db: Db, listener: NewsListener): (tenant: string) => TenantFeed {
  const feeds = new Map<string, TenantFeed>();
  return (tenant) => {
    const known = feeds.get(tenant) ?? startFeed(db, listener, tenant, () => feeds.delete(tenant));
    feeds.set(tenant, known);
    return known;
  };
}

function startFeed(db: Db, listener: NewsListener, tenant: string, onEmpty: () => void): TenantFeed {
  const readers = new Set<(changes: ChangeRow[] | 'reset') => void>();
  const sent = new Set<number>();
  let last: number | null = null;
  let isReading = false;
  let isAsked = false;

  const read = async (): Promise<void> => {
    await asTenant(db, tenant, async (trx) => {
      const isFirst = last === null;
      last ??= await lastChange(trx);
      const rows = await changesSince(trx, Math.max(0, last - overlap), mostAtOnce + overlap);
      const fresh = rows.filter((row) => !sent.has(row.number));
      for (const row of fresh) sent.add(row.number);
      last = Math.max(last, ...rows.map((row) => row.number));
      for (const number of sent) if (number <= last - overlap) sent.delete(number);
      // What is older than the feed is for each reader to ask for.
      if (isFirst || fresh.length === 0) return;
      for (const reader of readers) reader(fresh.length > mostAtOnce ? 'reset' : fresh);
    });
  };
  /** Asked again while reading: reads once more after. A failure waits for the next news; a lost connection asks by itself. */
  const pump = async (): Promise<void> => {
    isAsked = true;
    if (isReading) return;
    isReading = true;
    while (isAsked) {
      isAsked = false;
      await read().catch(() => undefined);
    }
    isReading = false;
  };
  const leave = listener.on(tenant, () => void pump());
  const ready = pump();

  return {
    ready,
    join(reader) {
      readers.add(reader);
      return () => {
        readers.delete(reader);
        if (readers.size > 0) return;
        leave();
        onEmpty();
      };
    },
  };
}
