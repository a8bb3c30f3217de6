import type { Trx } from '../../db/client.ts';
import { ProblemError } from '../problems.ts';

/** A standard answer's placeholder without a value stands as `⟦name⟧`: no customer may read one. @throws ProblemError placeholders-left. */
export function noPlaceholders(...texts: (string | undefined)[]): void {
  const placeholders = texts.flatMap((text) => text?.match(/⟦[^⟦⟧]{0,200}⟧/g) ?? []);
  if (placeholders.length > 0) throw new ProblemError('placeholders-left', { placeholders: [...new Set(placeholders)] });
}

/** What the first event of an idempotency key named; null where the key is new. */
export async function earlier(trx: Trx, request: string, key: string, name: string): Promise<string | null> {
  const event = await trx
    .selectFrom('request_event')
    .select('payload')
    .where('request', '=', request)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  const value = event?.payload[name];
  return typeof value === 'string' ? value : null;
}
