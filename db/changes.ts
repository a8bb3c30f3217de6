import { sql } from 'kysely';
import type { Trx } from './client.ts';

export interface Change {
  entity: 'request' | 'task' | 'message' | 'account' | 'definition' | 'mailbox' | 'consultation';
  id?: string;
  request?: string;
  /** The account it concerns, e.g. a task's assignee. */
  account?: string;
}

/** Numbered news for browsers, in the caller's transaction: one NOTIFY on `change` with the tenant and the last number, ids only. */
export async function announce(trx: Trx, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = await trx
    .insertInto('change')
    .values(
      changes.map(({ entity, id, request, account }) => ({ entity, id: id ?? null, request: request ?? null, account: account ?? null })),
    )
    .returning(['number', 'tenant'])
    .execute();
  const last = rows.at(-1);
  if (last) await sql`select pg_notify('change', ${`${last.tenant} ${last.number}`})`.execute(trx);
}
