import { sql } from 'kysely';
import type { Trx } from './client.ts';

export interface AnswerFields {
  key: string;
  language: 'de' | 'en';
  title: string;
  subject: string | null;
  body: string;
  kinds: string[];
  automatic: boolean;
}

const columns = ['id', 'key', 'language', 'title', 'subject', 'body', 'kinds', 'automatic', 'updated_at as updatedAt'] as const;

/** Those of the request's kind first, then by title. Searched in title and text. */
export async function listAnswers(
  trx: Trx,
  { search = '', language, kind = null }: { search?: string | undefined; language?: 'de' | 'en' | undefined; kind?: string | null },
) {
  const like = `%${search.trim().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  let query = trx
    .selectFrom('answer')
    .select(columns)
    .where((eb) => eb.or([eb('title', 'ilike', like), eb('body', 'ilike', like), eb('key', 'ilike', like)]));
  if (language) query = query.where('language', '=', language);
  return query
    .orderBy(sql`${kind}::text = any(kinds) desc nulls last`)
    .orderBy('title')
    .orderBy('language')
    .limit(300)
    .execute();
}

export async function insertAnswer(trx: Trx, answer: AnswerFields) {
  return trx.insertInto('answer').values(answer).returning(columns).executeTakeFirstOrThrow();
}

export async function updateAnswer(trx: Trx, id: string, answer: AnswerFields) {
  return trx
    .updateTable('answer')
    .set({ ...answer, updated_at: new Date() })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
}

export async function deleteAnswer(trx: Trx, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('answer').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}
