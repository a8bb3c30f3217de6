import type { Trx } from './client.ts';
import type { Relation } from './schema.ts';

export interface KnownSender {
  pattern: string;
  relation: Relation;
  kind: string;
}

/** What the tenant's lists say of a sender: the most exact of his patterns in each. */
export async function whatIsKnownOf(
  trx: Trx,
  patterns: string[],
): Promise<{ blocked: { pattern: string; reason: string } | null; relation: KnownSender | null }> {
  const [blocked, known] = await Promise.all([
    trx.selectFrom('blocked_sender').select(['pattern', 'reason']).where('pattern', 'in', patterns).execute(),
    trx.selectFrom('known_sender').select(['pattern', 'relation', 'kind']).where('pattern', 'in', patterns).execute(),
  ]);
  const mostExact = <T extends { pattern: string }>(rows: T[]): T | null =>
    rows.toSorted((a, b) => patterns.indexOf(a.pattern) - patterns.indexOf(b.pattern))[0] ?? null;
  return { blocked: mostExact(blocked), relation: mostExact(known) };
}

/** @returns false where the list has it already. */
export async function blockSender(
  trx: Trx,
  { pattern, reason, account }: { pattern: string; reason: string; account: string },
): Promise<boolean> {
  const row = await trx
    .insertInto('blocked_sender')
    .values({ pattern, reason, created_by: account })
    .onConflict((conflict) => conflict.columns(['tenant', 'pattern']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function unblockSender(trx: Trx, pattern: string): Promise<void> {
  await trx.deleteFrom('blocked_sender').where('pattern', '=', pattern).execute();
}
