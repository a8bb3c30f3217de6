import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';

/** Who changed what. `data`: names of fields, keys and ids, never secrets. @returns the entry's id. */
export async function audit(
  trx: Trx,
  entry: { account: string; action: string; entity: string; id?: string; data?: Variables; undoes?: string },
): Promise<string> {
  const { id } = await trx
    .insertInto('audit')
    .values({
      account: entry.account,
      action: entry.action,
      entity: entry.entity,
      entity_id: entry.id ?? null,
      data: json(entry.data ?? {}),
      undoes: entry.undoes ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Newest first; the id (UUIDv7) is the cursor. */
export async function auditRows(trx: Trx, { before, limit }: { before: string | null; limit: number }) {
  const { rows } = await sql<{
    id: string;
    account: { id: string; name: string } | null;
    action: string;
    entity: string;
    entityId: string | null;
    data: Variables;
    at: Date;
  }>`
    select u.id, case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as account, u.action, u.entity, u.entity_id as "entityId", u.data, u.at
    from audit u left join account a on a.id = u.account where ${before === null ? sql`true` : sql`u.id < ${before}::uuid`} order by u.id desc limit ${limit + 1}`.execute(
    trx,
  );
  return rows;
}
