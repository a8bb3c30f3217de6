import { type Kysely, sql } from 'kysely';

/** Outgoing mail that waits and says why, answers that are held back, files of drafts, signatures, what a mailbox's server asks for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...outbox, ...mailbox, ...heldReply, ...draftFiles, ...signature]) await sql.raw(statement).execute(db);
  for (const table of ['held_reply', 'signature']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
  for (const statement of functions) await sql.raw(statement).execute(db);
}

const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const idColumn = `id uuid primary key default uuidv7()`;

const outbox = [
  // tries: that failed, signing in included (attempts: claims). delay: why not_before is set. slot_at: its turn in the mailbox's rate. refused: recipients that the server does not take.
  `alter table outbox add column tries integer not null default 0, add column first_try_at timestamptz, add column delay text, add column slot_at timestamptz, add column refused jsonb not null default '[]'`,
];

const mailbox = [
  `alter table mailbox add column mails_per_minute integer check (mails_per_minute between 1 and 10000), add column connections integer not null default 4 check (connections between 1 and 20),
     add column next_slot_at timestamptz, add column dkim jsonb, add column dkim_key bytea`,
];

const heldReply = [
  // An answer that its writer may still take back: no event yet. in_doubt: an older database was put back, so it may have gone out.
  `create table held_reply (message uuid primary key, ${tenantColumn}, request uuid not null, account uuid not null, payload jsonb not null,
     idempotency_key text not null, not_before timestamptz not null, scheduled boolean not null, in_doubt boolean not null default false, created_at timestamptz not null default now(),
     unique (tenant, idempotency_key), foreign key (tenant, request) references request (tenant, id), foreign key (tenant, account) references account (tenant, id),
     foreign key (tenant, message) references message (tenant, id) on delete cascade)`,
  `create index on held_reply (request)`,
  // The earliest of the request's held replies.
  `alter table request add column held_until timestamptz`,
  `create index request_held on request (held_until) where held_until is not null`,
];

const draftFiles = [
  // A file belongs to a message, or still to the draft of one person's reply.
  `alter table attachment alter column message drop not null, add column draft_account uuid, add column draft_request uuid,
     add foreign key (tenant, draft_account) references account (tenant, id), add foreign key (tenant, draft_request) references request (tenant, id),
     add check (message is null or draft_account is null), add check ((draft_account is null) = (draft_request is null))`,
  `create index attachment_of_draft on attachment (draft_request, draft_account) where message is null`,
];

const signature = [
  // topic null: for all that have none of their own.
  `create table signature (${idColumn}, ${tenantColumn}, topic text, language text not null, text text not null, unique nulls not distinct (tenant, topic, language))`,
];

const functions = [
  // What is to be done later lies as it should until then.
  `create or replace function waiting_jobs(older_than interval) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as
     $$ select distinct j.tenant, j.request from job j where j.state = 'ready' and greatest(j.created_at, j.not_before) < now() - older_than limit 1000 $$`,
  `create or replace function overdue_requests(older_than interval) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as
     $$ select r.tenant, r.id from request r where r.next_timer_at < now() - older_than
        union select r.tenant, r.id from request r where r.held_until < now() - older_than limit 1000 $$`,
];
