import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';
import { interventionActions } from './interventions.ts';

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

/** What people call it; a key that stands in the entry as it is, and null where it is gone or nobody calls it anything. */
const about = sql`(case when u.entity_id !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then u.entity_id
  when u.entity = 'account' then (select name from account where id = u.entity_id::uuid) when u.entity = 'team' then (select name from team where id = u.entity_id::uuid)
  when u.entity = 'mailbox' then (select address from mailbox where id = u.entity_id::uuid) when u.entity = 'request' then (select number from request where id = u.entity_id::uuid)
  when u.entity = 'task' then (select r.number from task t join request r on r.id = t.request where t.id = u.entity_id::uuid) end)`;

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
    about: string | null;
    undo: 'possible' | 'done' | 'none';
  }>`
    select u.id, case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as account, u.action, u.entity, u.entity_id as "entityId", u.data, u.at, ${about} as about,
      case when u.action <> all(${[...interventionActions]}::text[]) then 'none' when exists (select 1 from audit n where n.undoes = u.id) then 'done' else 'possible' end as undo
    from audit u left join account a on a.id = u.account where ${before === null ? sql`true` : sql`u.id < ${before}::uuid`} order by u.id desc limit ${limit + 1}`.execute(
    trx,
  );
  return rows;
}
