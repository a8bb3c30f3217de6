import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/**
 * Connects as the application role. A lost idle connection is not an error: the pool opens the next one.
 * @param max connections of this process.
 */
export function connect(url: string, max = 10): Db {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** One transaction that sees the rows of one tenant only. Everything that reads or writes tenant rows goes through here. */
export function asTenant<T>(db: Db, tenant: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('vorgang.tenant', ${tenant}, true)`.execute(trx);
    return work(trx);
  });
}

/** JSON text for a jsonb column; `undefined` fields are dropped. */
export const json = (value: unknown): string => JSON.stringify(value);
