import { type Kysely, sql } from 'kysely';

/** Messages and signals between requests, and processes that begin requests by themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...channel]) await sql.raw(statement).execute(db);
  for (const table of ['subscription', 'buffered_message', 'process_start', 'begun_request']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
  for (const statement of [...functions, waitingNow]) await sql.raw(statement).execute(db);
}

const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const idColumn = `id uuid primary key default uuidv7()`;

const tables = [
  // Projection of what requests wait for, as far as it can be reached from outside: messages with a key, and signals (whose key is '').
  `create table subscription (${tenantColumn}, request uuid not null, activation text not null, type text not null check (type in ('message','signal')), name text not null, key text not null,
     primary key (request, activation), foreign key (tenant, request) references request (tenant, id))`,
  `create index on subscription (tenant, type, name, key)`,
  // Messages whose receiver is not there yet; taken by the first that opens.
  `create table buffered_message (${idColumn}, seq bigint generated always as identity, ${tenantColumn}, name text not null, key text not null, message_id text, variables jsonb not null default '{}',
     actor jsonb not null, published_at timestamptz not null default now(), expires_at timestamptz not null)`,
  `create index on buffered_message (tenant, name, key, seq)`,
  // What begins a request by itself: start events of published processes. timer: the engine's wait, next_at: its instant.
  `create table process_start (${tenantColumn}, process text not null, element text not null, type text not null check (type in ('message','signal','timer')), name text,
     drawn text not null, timer jsonb, next_at timestamptz, primary key (tenant, process, element), foreign key (tenant, process) references published_process)`,
  `create index on process_start (tenant, type, name)`,
  `create index process_start_due on process_start (next_at) where next_at is not null`,
  // Requests begun by a message with a key, while they run: no second one begins with it.
  `create table begun_request (${tenantColumn}, process text not null, key text not null, request uuid not null, primary key (tenant, process, key), foreign key (tenant, request) references request (tenant, id))`,
  `create index on begun_request (request)`,
];

const channel = [
  `alter table request drop constraint request_channel_check`,
  `alter table request add constraint request_channel_check check (channel in ('mail','form','chat','phone','letter','social','process'))`,
];

const functions = [
  `create function due_starts() returns table (tenant uuid, process text, element text) language sql stable security definer set search_path = public, pg_temp as
     $$ select s.tenant, s.process, s.element from process_start s where s.next_at <= now() limit 1000 $$`,
  `revoke execute on function due_starts() from public`,
  `grant execute on function due_starts() to vorgang_app`,
];

const waitingNow = `insert into subscription (tenant, request, activation, type, name, key)
  select r.tenant, r.id, m ->> 'activation', 'message', m ->> 'name', m ->> 'key' from request r, jsonb_array_elements(r.position -> 'messages') m
  where jsonb_typeof(r.position -> 'messages') = 'array' and m ->> 'key' is not null`;
