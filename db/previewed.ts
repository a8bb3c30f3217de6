import { sql } from 'kysely';
import type { Trx } from './client.ts';

/** Makes a change and looks at what follows from it; where it is a preview the change is taken back afterwards: so a preview is never another calculation. */
export async function previewed<T>(trx: Trx, isPreview: boolean, changeAndLook: () => Promise<T>): Promise<T> {
  if (!isPreview) return changeAndLook();
  await sql`savepoint preview`.execute(trx);
  const seen = await changeAndLook();
  await sql`rollback to savepoint preview`.execute(trx);
  return seen;
}
