import { sql } from 'kysely';
import type { Trx } from './client.ts';

export interface ChangeRow {
  number: number;
  entity: string;
  id: string | null;
  request: string | null;
  account: string | null;
}

/** The tenant's changes after a number, oldest first. */
export async function changesSince(trx: Trx, number: number, limit: number): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select number::float8 as number, entity, id, request, account from change
    where number > ${number} and tenant = current_tenant() order by number limit ${limit}`.execute(trx);
  return rows;
}

/** Whether all after this number is still there: old news are trimmed, oldest first, never the newest. */
export async function isKept(trx: Trx, number: number): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select exists (select 1 from change where number = ${number} and tenant = current_tenant())
    or not exists (select 1 from change where tenant = current_tenant()) as kept`.execute(trx);
  return rows[0]?.kept ?? false;
}

/** 0 where there is none yet. */
export async function lastChange(trx: Trx): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0)::float8 as last from change`.execute(trx);
  return rows[0]?.last ?? 0;
}

/** Whether a session still stands; does not prolong it: an open page is no sign of a person. */
export async function sessionStands(trx: Trx, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{
    stands: boolean;
  }>`select exists (select 1 from session_of(${tokenHash}) s join account a on a.id = s.account where a.active) as stands`.execute(trx);
  return rows[0]?.stands ?? false;
}
