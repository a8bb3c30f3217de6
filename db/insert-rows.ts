import { CompiledQuery, type Insertable } from 'kysely';
import { json, type Trx } from './client.ts';
import type { Database } from './schema.ts';

type Row<T extends keyof Database> = { [C in keyof Insertable<Database[T]>]: unknown };

const texts = new Map<string, string>();

/**
 * Several rows of one table as one parameter: the statement's text is the same for any number of rows, so that its plan is kept, and nothing is compiled. Of each row only
 * `columns` are written, what it lacks as null.
 * @param rows values as JSON has them: a jsonb column's value itself, not its text.
 */
export async function insertRows<T extends keyof Database>(
  trx: Trx,
  table: T,
  columns: readonly (keyof Insertable<Database[T]> & string)[],
  rows: readonly Partial<Row<T>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const key = `${table} ${columns.join()}`;
  let text = texts.get(key);
  if (!text) {
    const list = columns.map((column) => `"${column}"`).join(', ');
    text = `insert into "${table}" (${list}) select ${list} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`;
    texts.set(key, text);
  }
  await trx.executeQuery(CompiledQuery.raw(text, [json(rows)]));
}
