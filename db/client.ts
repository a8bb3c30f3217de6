import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { PreparingClient } from './preparing-client.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/**
 * Connects as the application role. A lost connection is not an error: the pool opens the next one.
 * @param max connections of this process.
 */
export function connect(url: string, max = 10): Db {
  const pool = new pg.Pool({ Client: PreparingClient, connectionString: url, max });
  pool.on('error', () => undefined);
  // One that is lost while it is in use, but between two statements, would end the process; its next statement fails, and that is handled.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * One transaction that sees the rows of one tenant only. Everything that reads or writes tenant rows goes through here. Begin and tenant travel in one statement: most
 * transactions are a handful of statements, so a round trip less is felt. No statement runs longer than ten seconds or waits
 * longer than five for a lock.
 */
export function asTenant<T>(db: Db, tenant: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  // It stands in the statement's text, so it must be what it claims to be.
  if (!uuid.test(tenant)) throw new Error('The tenant is no id.');
  return db.connection().execute(async (connection) => {
    await sql
      .raw(
        `begin; set local statement_timeout = 10000; set local lock_timeout = 5000; select set_config('vorgang.tenant', '${tenant}', true)`,
      )
      .execute(connection);
    try {
      const result = await work(connection as Trx);
      await sql.raw('commit').execute(connection);
      return result;
    } catch (error) {
      // Where the connection is gone the server has rolled back by itself.
      await sql
        .raw('rollback')
        .execute(connection)
        .catch(() => undefined);
      throw error;
    }
  });
}

/** JSON text for a jsonb column; `undefined` fields are dropped. Half characters and NUL, which jsonb refuses, become U+FFFD: one in a variable would stop its request. */
export const json = (value: unknown): string => JSON.stringify(value)?.replace(refused, '$1\\ufffd');

/** JSON.stringify writes both as escapes, unless the backslash is itself an escaped one. */
const refused = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
