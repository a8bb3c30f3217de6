import { type Kysely, sql } from 'kysely';

/** One deed for many requests: which, how far, and what came of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...functions]) await sql.raw(statement).execute(db);
  for (const table of ['batch', 'batch_item']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
}

const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const idColumn = `id uuid primary key default uuidv7()`;

const tables = [
  `create table batch (${idColumn}, ${tenantColumn}, kind text not null, payload jsonb not null, reason text not null, state text not null default 'running' check (state in ('running','stopped','done')),
     created_by uuid not null, created_at timestamptz not null default now(), finished_at timestamptz, unique (tenant, id), foreign key (tenant, created_by) references account (tenant, id))`,
  `create index batch_running on batch (created_at) where state = 'running'`,
  // former: the state before a migration, so that it can be taken back to the letter.
  `create table batch_item (${idColumn}, ${tenantColumn}, batch uuid not null, request uuid not null, payload jsonb not null default '{}',
     state text not null default 'waiting' check (state in ('waiting','sent','done','refused','left')), event uuid, answer jsonb, former jsonb, settled_at timestamptz,
     foreign key (tenant, batch) references batch (tenant, id), foreign key (tenant, request) references request (tenant, id))`,
  `create index batch_item_open on batch_item (batch, id) where state in ('waiting','sent')`,
  `create index on batch_item (batch, state, id)`,
  `create index on batch_item (event) where event is not null`,
];

const functions = [
  `create function running_batches() returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as
     $$ select b.tenant, b.id from batch b where b.state = 'running' or exists (select 1 from batch_item i where i.batch = b.id and i.state = 'sent') $$`,
  `revoke execute on function running_batches() from public`,
  `grant execute on function running_batches() to vorgang_app`,
];
