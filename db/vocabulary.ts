import { sql } from 'kysely';
import type { Trx } from './client.ts';

interface Named {
  key: string;
  title: { de: string; en: string };
}
export type VocabularyTable = 'topic' | 'skill' | 'kind';

export function namedRows(trx: Trx, table: VocabularyTable): Promise<Named[]> {
  return trx
    .selectFrom(table)
    .select(['key', sql<Named['title']>`json_build_object('de', title_de, 'en', title_en)`.as('title')])
    .orderBy('title_de')
    .execute();
}

/** Who takes tasks. */
export function agentNames(trx: Trx): Promise<{ id: string; name: string }[]> {
  return trx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('active', '=', true)
    .where(sql<boolean>`roles && array['agent', 'lead']`)
    .orderBy('name')
    .execute();
}

export async function saveNamed(trx: Trx, table: 'topic' | 'skill', { key, title }: Named): Promise<void> {
  await trx
    .insertInto(table)
    .values({ key, title_de: title.de, title_en: title.en })
    .onConflict((conflict) => conflict.columns(['tenant', 'key']).doUpdateSet({ title_de: title.de, title_en: title.en }))
    .execute();
}

export async function deleteNamed(trx: Trx, table: 'topic' | 'skill', key: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom(table).where('key', '=', key).executeTakeFirst();
  return numDeletedRows > 0n;
}
