import { type Selectable, sql } from 'kysely';
import type { Trx } from './client.ts';
import { kept } from './kept.ts';
import type { Database } from './schema.ts';

export type SignatureRow = Pick<Selectable<Database['signature']>, 'topic' | 'language' | 'text'>;

/** The topic's own, else the one for all topics; null where there is none in this language. */
export async function signatureFor(trx: Trx, { topic, language }: { topic: string | null; language: string }): Promise<string | null> {
  const all = (await kept(trx, 'signatures', () => listSignatures(trx))).filter((one) => one.language === language);
  return (all.find((one) => one.topic === topic) ?? all.find((one) => one.topic === null))?.text ?? null;
}

export function listSignatures(trx: Trx): Promise<SignatureRow[]> {
  return trx
    .selectFrom('signature')
    .select(['topic', 'language', 'text'])
    .orderBy(sql`topic nulls first`)
    .orderBy('language')
    .execute();
}

/** An empty text takes it away. */
export async function saveSignature(trx: Trx, { topic, language, text }: SignatureRow): Promise<void> {
  await trx
    .deleteFrom('signature')
    .where('language', '=', language)
    .where('topic', topic === null ? 'is' : '=', topic)
    .execute();
  if (text.trim() !== '') await trx.insertInto('signature').values({ topic, language, text }).execute();
}
