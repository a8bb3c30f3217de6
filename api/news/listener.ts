import pg from 'pg';
import type { FastifyBaseLogger } from 'fastify';

export interface NewsListener {
  /** Calls back with the number of a change of this tenant; with null after a lost connection, when anything may have been missed. */
  on(tenant: string, listener: (last: string | null) => void): () => void;
  close(): Promise<void>;
}

/** One connection of this process that LISTENs. It comes back by itself; whoever listens then reads on from the last number seen. */
export function listenForNews(url: string, log: FastifyBaseLogger): NewsListener {
  const listeners = new Map<string, Set<(last: string | null) => void>>();
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  let wasLost = false;

  const lost = (lostClient: pg.Client): void => {
    if (lostClient !== client || isClosed) return;
    client = null;
    wasLost = true;
    log.warn('news: connection to Postgres lost, trying again');
    retry = setTimeout(() => void connect(), 500);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'vorgang-news', keepAlive: true });
    client = next;
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    next.on('notification', ({ payload = '' }) => {
      const [tenant = '', number = ''] = payload.split(' ');
      for (const listener of listeners.get(tenant) ?? []) listener(number);
    });
    try {
      await next.connect();
      await next.query('listen change');
    } catch {
      lost(next);
      return;
    }
    if (!wasLost) return;
    wasLost = false;
    for (const set of listeners.values()) for (const listener of set) listener(null);
  };
  void connect();

  return {
    on(tenant, listener) {
      const set = listeners.get(tenant) ?? new Set();
      listeners.set(tenant, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(tenant) === set) listeners.delete(tenant);
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
