import { type CompiledQuery, type DatabaseConnection, Kysely, PostgresDialect, type QueryResult, Transaction } from 'kysely';
import type pg from 'pg';
import type { Trx } from './client.ts';
import type { Database } from './schema.ts';

/** A statement of an earlier turn failed whose answer nobody waited for. */
export class EarlierFailed extends Error {}

/** One connection, for as long as its transaction lasts: whoever still holds it after the end must not reach the next tenant's. */
export interface Lent {
  trx: Trx;
  /** Holds its statements back until `trx` sends its next one, or the end. */
  unhurried: () => Trx;
  /** What of the held back statements failed first, once all that were sent are answered. */
  failure: () => Promise<EarlierFailed | null>;
  /** Sends what is held back. */
  release: () => void;
  takeBack: () => void;
}

export function lend(client: pg.PoolClient): Lent {
  let isOver = false;
  let failed: EarlierFailed | null = null;
  let unhurried: Trx | null = null;
  const held: (() => void)[] = [];
  const sent: Promise<unknown>[] = [];
  const release = (): void => {
    for (const send of held.splice(0)) send();
  };
  const failure = async (): Promise<EarlierFailed | null> => {
    await Promise.allSettled(sent);
    return failed;
  };
  const now: Send = (text, values) => {
    refuseOver(isOver);
    release();
    return client.query(text, values).catch(async (error: unknown) => {
      throw (await failure()) ?? error;
    });
  };
  const later: Send = (text, values) => {
    refuseOver(isOver);
    return new Promise((resolve, reject) => {
      held.push(() => {
        const answered = client.query(text, values).then(resolve, (cause: unknown) => {
          failed ??= new EarlierFailed('A statement that nobody waited for failed.', { cause });
          reject(failed);
        });
        sent.push(answered);
      });
    });
  };
  return {
    trx: transactionOn(now),
    // Most transactions have no use for it.
    unhurried: () => (unhurried ??= transactionOn(later)),
    failure,
    release,
    takeBack: () => (isOver = true),
  };
}

function refuseOver(isOver: boolean): void {
  if (isOver) throw new Error('This transaction is over.');
}

type Send = (text: string, values: unknown[]) => Promise<pg.QueryResult>;

const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('Only lent connections have one.')) });
const driver = dialect.createDriver();
const executor = new Kysely<Database>({ dialect }).getExecutor();

/** Kysely over a connection that is there already: every statement takes the same few turns to its connection, so those that are begun together arrive in their order. */
function transactionOn(send: Send): Trx {
  const connection: DatabaseConnection = {
    executeQuery: <R>({ sql, parameters }: CompiledQuery) => executed<R>(send, sql, parameters),
    streamQuery: () => {
      throw new Error('Read in pages instead.');
    },
  };
  const provided = executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) });
  return new Transaction<Database>({ config: { dialect }, dialect, driver, executor: provided });
}

async function executed<R>(send: Send, text: string, values: readonly unknown[]): Promise<QueryResult<R>> {
  try {
    const { command, rowCount, rows } = await send(text, [...values]);
    const isWriting = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
    return { rows: (rows ?? []) as R[], ...(isWriting ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
  } catch (error) {
    // The driver's own frames say nothing of who asked.
    if (error instanceof Error && error.stack) error.stack += `\n${(new Error().stack ?? '').split('\n').slice(1).join('\n')}`;
    throw error;
  }
}
