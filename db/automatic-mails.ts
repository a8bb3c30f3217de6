import { sql } from 'kysely';
import type { AutomaticPast } from '../domain/mail/brakes.ts';
import type { Trx } from './client.ts';

/** What of the past the brakes look at: two weeks, at most 100 mails of each. */
export async function automaticPast(
  trx: Trx,
  { request, address, answer, now }: { request: string; address: string; answer: string | null; now: Date },
): Promise<AutomaticPast> {
  const since = new Date(now.getTime() - 14 * 86_400_000);
  const mails = trx
    .selectFrom('outbox')
    .select(['created_at', sql<string | null>`content ->> 'answer'`.as('answer')])
    .where('purpose', '=', 'automatic')
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .limit(100);
  const [ofRequest, ofAddress, written] = await Promise.all([
    mails.where('request', '=', request).execute(),
    mails.where(sql<boolean>`lower(recipients[1]) = ${address.toLowerCase()}`).execute(),
    trx
      .selectFrom('message')
      .select((eb) => eb.fn.max<Date | null>('created_at').as('at'))
      .where('request', '=', request)
      .where('type', '=', 'customer')
      .executeTakeFirst(),
  ]);
  const instants = (rows: typeof ofRequest): Date[] => rows.map((row) => row.created_at);
  return {
    same: answer === null ? [] : instants(ofRequest.filter((row) => row.answer === answer)),
    request: instants(ofRequest),
    address: instants(ofAddress),
    lastWritten: written?.at ?? null,
  };
}
