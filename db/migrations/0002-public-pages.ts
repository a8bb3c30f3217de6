import { type Kysely, sql } from 'kysely';

/** What the contact page and the expert's page keep between two requests of a browser. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...functions]) await sql.raw(statement).execute(db);
  for (const table of ['contact_form', 'contact_upload', 'expert_visit']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
  await sql.raw(`revoke execute on function consultation_by_visit(bytea) from public`).execute(db);
  await sql.raw(`grant execute on function consultation_by_visit(bytea) to vorgang_app`).execute(db);
}

const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const idColumn = `id uuid primary key default uuidv7()`;

const tables = [
  // One filled-in form: sent twice (double click, Back) it is the same row, hence the same request.
  `create table contact_form (${idColumn}, ${tenantColumn}, token_hash bytea not null unique, request uuid, created_at timestamptz not null default now(),
     foreign key (tenant, request) references request (tenant, id))`,
  `create index contact_form_unsent on contact_form (tenant, created_at) where request is null`,
  // Files outlast a form that was sent back for a mistake in another field; they become attachments when it is sent.
  `create table contact_upload (${idColumn}, ${tenantColumn}, form uuid not null references contact_form on delete cascade, filename text not null, content_type text not null,
     size integer not null, content bytea not null)`,
  `create index on contact_upload (form)`,
  // What a click on the expert's link is exchanged for: a cookie for this one consultation.
  `create table expert_visit (token_hash bytea primary key, ${tenantColumn}, consultation uuid not null references consultation on delete cascade,
     created_at timestamptz not null default now(), expires_at timestamptz not null)`,
  `create index on expert_visit (consultation)`,
];

const functions = [
  `create function consultation_by_visit(hash bytea) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select v.tenant, v.consultation from expert_visit v where v.token_hash = hash and v.expires_at > now() $$`,
];
