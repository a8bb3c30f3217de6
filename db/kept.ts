import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';

interface Standing {
  tenant: string;
  version: string;
}

const standings = new WeakMap<Trx, Standing>();
const memory = new Map<string, { version: string; value: unknown }>();
const mostKept = 5000;

/** To be read with the row that a transaction begins with, for `noteSettings`. With the generation: an older database that was put back counts anew. */
export const settingsVersion: RawBuilder<string> = sql<string>`(select i.generation || '.' || t.settings_version from installation i, tenant t where t.id = current_tenant())`;

/** From here on this transaction's `kept` may answer from memory. */
export function noteSettings(trx: Trx, standing: Standing): void {
  standings.set(trx, standing);
}

/**
 * What people set and every request reads: from memory where nothing of it changed since (migration 0018 says which tables count), else by `read`. Where the
 * transaction does not know its version it is always read. What is returned is shared: nobody changes it.
 * @param name of what is read, with its parameters.
 */
export async function kept<T>(trx: Trx, name: string, read: () => Promise<T>): Promise<T> {
  const standing = standings.get(trx);
  if (!standing) return read();
  const key = `${standing.tenant} ${name}`;
  const there = memory.get(key);
  if (there?.version === standing.version) return there.value as T;
  const value = await read();
  memory.delete(key);
  memory.set(key, { version: standing.version, value });
  const [oldest] = memory.keys();
  if (memory.size > mostKept && oldest !== undefined) memory.delete(oldest);
  return value;
}
