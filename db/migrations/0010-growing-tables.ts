import { type Kysely, sql } from 'kysely';

/** What every request asks of tables that only grow. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...indexes, provenTenants]) await sql.raw(statement).execute(db);
}

const indexes = [
  // The end of a tenant's chain.
  `create index on archive_entry (tenant, seq)`,
  // Who has been idle longest, as db/routing.ts asks.
  `create index on task (assignee, greatest(assigned_at, completed_at)) where assignee is not null`,
];

/**
 * A row that must name a request (or a mailbox …) of its tenant proves by that that the tenant exists. The second check locked the tenant's one row forty times a
 * request, for all of its requests at once.
 */
const provenTenants = `do $$
  declare fk record;
  begin
    for fk in
      select k.conname as name, k.conrelid::regclass as child from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid = 'tenant'::regclass
        and exists (
          select 1 from pg_constraint other
          where other.contype = 'f' and other.conrelid = k.conrelid and cardinality(other.conkey) = 2 and other.conkey @> k.conkey
            and not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(other.conkey) and not a.attnotnull))
    loop
      execute format('alter table %s drop constraint %I', fk.child, fk.name);
    end loop;
  end $$`;
