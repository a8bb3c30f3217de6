import { sql } from 'kysely';
import type { Trx } from './client.ts';

/** An address that mail comes back from. */
export interface DeadAddress {
  address: string;
  status: string | null;
  diagnostic: string | null;
  bouncedAt: Date | null;
}

export interface ReportedBounce {
  address: string;
  /** The address does not exist, as the report says. */
  hard: boolean;
  /** The report carries what only a receiver of our mail has. */
  isProven: boolean;
  status: string | null;
  diagnostic: string | null;
}

/**
 * Notes a report. Anybody can write one: an address is dead after a proven hard one or a second hard one, doubtful before. What is dead stays so until
 * `clearAddress`.
 */
export async function noteBounce(trx: Trx, { address, hard, isProven, status, diagnostic }: ReportedBounce): Promise<void> {
  const isDead = hard && isProven;
  await sql`insert into address_health (address, state, hard, soft, status, diagnostic, bounced_at)
    values (${address}, ${isDead ? 'dead' : 'doubtful'}, ${hard ? 1 : 0}, ${hard ? 0 : 1}, ${status}, ${diagnostic}, now())
    on conflict (tenant, address) do update set
      state = case when address_health.state = 'dead' or ${isDead} or (${hard} and address_health.hard >= 1) then 'dead' else 'doubtful' end,
      hard = address_health.hard + excluded.hard, soft = address_health.soft + excluded.soft,
      status = coalesce(excluded.status, address_health.status), diagnostic = coalesce(excluded.diagnostic, address_health.diagnostic), bounced_at = now()`.execute(
    trx,
  );
}

/** Something got through, or a person knows better (`account`): it is written to again, and its past is forgotten. @returns whether there was one. */
export async function clearAddress(trx: Trx, address: string, account: string | null = null): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('address_health')
    .set({ state: 'good', hard: 0, soft: 0, cleared_at: new Date(), cleared_by: account })
    .where('address', '=', address)
    .where('state', '!=', 'good')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export function deadAmong(trx: Trx, addresses: string[]): Promise<DeadAddress[]> {
  if (addresses.length === 0) return Promise.resolve([]);
  return trx
    .selectFrom('address_health')
    .select(['address', 'status', 'diagnostic', 'bounced_at as bouncedAt'])
    .where('address', 'in', addresses)
    .where('state', '=', 'dead')
    .execute();
}
