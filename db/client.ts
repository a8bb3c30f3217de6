import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { lend } from './lent-connection.ts';
import { PreparingClient } from './preparing-client.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/** Milliseconds that a statement may run, and wait for a lock. */
const patience = { statement_timeout: 10_000, lock_timeout: 5000 };

/**
 * For a process whose statements look rows up by their keys: a statement is planned once per connection, whatever its values, and by index even where a table was
 * small when it was planned. Measured: of what Postgres did for a request, a third was planning the first five runs of each statement on each connection.
 */
export const byKeys = { options: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off' } as const;

const pools = new WeakMap<Db, pg.Pool>();

/**
 * Connects as the application role. A lost connection is not an error: the pool opens the next one.
 * @param max connections of this process.
 * @param planning `byKeys`, or as Postgres sees fit.
 */
export function connect(url: string, max = 10, planning: typeof byKeys | Record<string, never> = {}): Db {
  const pool = new pg.Pool({ Client: PreparingClient, connectionString: url, max, pipeline: true, ...patience, ...planning });
  pool.on('error', () => undefined);
  // One that is lost while it is in use, but between two statements, would end the process; its next statement fails, and that is handled.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ends the transaction with statements already begun: the commit travels with them instead of after their answers. Nothing may be asked of the transaction after it. */
export type CommitWith = <T>(last: Promise<T>) => Promise<T>;

/** What the work of a transaction is handed beside it. */
export interface Ending {
  commitWith: CommitWith;
  /** The same transaction for statements whose answers nobody needs: each leaves with the next one of `trx`, which fails with `EarlierFailed` where it did. */
  unhurried: () => Trx;
}

/**
 * One transaction that sees the rows of one tenant only. Everything that reads or writes tenant rows goes through here. Statements that are begun together travel
 * together (pg's pipeline), the first ones with the begin: most transactions are a handful of statements, so a round trip less is felt.
 * @throws what `work` throws, and where a statement failed that `work` took for done.
 */
export async function asTenant<T>(db: Db, tenant: string, work: (trx: Trx, ending: Ending) => Promise<T>): Promise<T> {
  // It stands in the statement's text, so it must be what it claims to be.
  if (!uuid.test(tenant)) throw new Error('The tenant is no id.');
  const client = await poolOf(db).connect();
  const lent = lend(client);
  let committing: Promise<{ command: string }> | null = null;
  const commit = (): Promise<{ command: string }> => {
    lent.release();
    lent.takeBack();
    return client.query('commit');
  };
  const commitWith: CommitWith = async (last) => {
    await handedOver();
    committing = commit();
    const [result] = await Promise.all([last, committing]);
    return result;
  };
  try {
    const begun = client.query(`begin; set local vorgang.tenant = '${tenant}'`);
    const [result] = await Promise.all([work(lent.trx, { commitWith, unhurried: lent.unhurried }), begun]);
    if (!committing) await handedOver();
    // Postgres answers a commit of a failed transaction with its rollback.
    const { command } = await (committing ?? commit());
    if (command === 'ROLLBACK')
      throw (await lent.failure()) ?? new Error('A statement of this transaction failed, so nothing of it was kept.');
    return result;
  } catch (error) {
    // Where the connection is gone the server has rolled back by itself.
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    lent.takeBack();
    client.release();
  }
}

/** Kysely hands a statement to its connection some promises later, but in the same turn. */
const handedOver = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('Only what connect() made knows its pool.');
  return pool;
}

/** JSON text for a jsonb column; `undefined` fields are dropped. Half characters and NUL, which jsonb refuses, become U+FFFD: one in a variable would stop its request. */
export const json = (value: unknown): string => JSON.stringify(value)?.replace(refused, '$1\\ufffd');

/** JSON.stringify writes both as escapes, unless the backslash is itself an escaped one. */
const refused = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
