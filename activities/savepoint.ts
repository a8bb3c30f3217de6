import { sql } from 'kysely';
import type { Work } from './work.ts';

/** A part failed in a transaction that took no savepoints: all is undone and done again with them. */
export class PartFailed extends Error {}

/**
 * Runs a part of advance so that its failure undoes that part alone. Hardly any part fails, so the first try goes without savepoints: six round trips a request, and
 * subtransactions besides.
 * @param failed makes a result of the error; errors of the connection and lost races with other transactions are thrown on: the whole advance runs again.
 * @throws PartFailed where the transaction takes no savepoints.
 */
export async function underSavepoint<T>(work: Work, part: () => Promise<T>, failed: (error: unknown) => T): Promise<T> {
  if (!work.takesSavepoints) {
    return part().catch((error: unknown) => {
      throw isTransient(error) ? error : new PartFailed('A part of the transaction failed.', { cause: error });
    });
  }
  const takeBack = work.checkpoint();
  await sql`savepoint part`.execute(work.trx);
  try {
    // Not released: the next one of the same name stands for it, and a round trip is saved.
    return await part();
  } catch (error) {
    if (isTransient(error)) throw error;
    await sql`rollback to savepoint part`.execute(work.trx);
    takeBack();
    return failed(error);
  }
}

/** SQLSTATE classes 08 (connection), 0A000 (a kept plan that no longer fits), 40 (rollback), 53 (resources), 57P (shutdown), a lock waited for in vain, and the operating system's errors. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && (/^(08|0A000|40|53|55P03|57P)/.test(code) || /^E[A-Z]+$/.test(code));
}
