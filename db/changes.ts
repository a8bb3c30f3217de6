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
  const values = sql.join(
    changes.map(
      ({ entity, id, request, account }) => sql`(${entity}, ${id ?? null}::uuid, ${request ?? null}::uuid, ${account ?? null}::uuid)`,
    ),
  );
  await sql`with news as (insert into change (entity, id, request, account) values ${values} returning number, tenant)
    select pg_notify('change', tenant || ' ' || max(number)) from news group by tenant`.execute(trx);
}
