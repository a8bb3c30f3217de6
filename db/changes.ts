import { sql } from 'kysely';
import type { Trx } from './client.ts';

export interface Change {
  entity: 'request' | 'task' | 'message' | 'account' | 'definition' | 'mailbox' | 'consultation' | 'batch' | 'mail' | 'notification';
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

/** Browsers that were away for longer fetch everything anew. The newest stays, so that a page which saw it knows that it has missed nothing. */
const keptFor = sql<string>`interval '1 day'`;

/** @returns how many old news are gone; at most 10,000 a call. */
export async function trimChanges(trx: Trx): Promise<number> {
  const { numAffectedRows } = await sql`delete from change where number in (select number from change where tenant = current_tenant()
    and at < now() - ${keptFor} and number < (select max(number) from change where tenant = current_tenant()) order by number limit 10000)`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0);
}
