import { type Kysely, sql } from 'kysely';

/** Frozen: what has run somewhere is never edited; the next change is the next file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...extensions, ...tenancy, ...people, ...customers, ...definitions, ...requests, ...mail, ...operation]) {
    await sql.raw(statement).execute(db);
  }
  for (const table of tenantTables) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
  // Unalterable for the application: what happened stays as it was written.
  await sql.raw(`revoke update, delete on timeline, archive_entry, graph, definition_version from vorgang_app`).execute(db);
  await sql.raw(`revoke delete on request, request_event, inbound_mail, outbox from vorgang_app`).execute(db);
  for (const statement of [...functions, ...grants]) await sql.raw(statement).execute(db);
}

const extensions = [
  `create extension if not exists pg_trgm`,
  `create extension if not exists citext`,
  `create extension if not exists unaccent`,
];

/** Every tenant table takes its tenant from the transaction, so that no insert names (or forgets) it. */
const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const idColumn = `id uuid primary key default uuidv7()`;

const tenancy = [
  `create table tenant (${idColumn}, slug text not null unique, name text not null, language text not null default 'de', created_at timestamptz not null default now())`,
  // Unset sees nothing: an empty or missing setting is null, and no row's tenant equals null.
  `create function current_tenant() returns uuid language sql stable as $$ select nullif(current_setting('vorgang.tenant', true), '')::uuid $$`,
  // One row: tells a worker whether this database is older than what Temporal runs (architecture, rule 11).
  `create table installation (singleton boolean primary key default true check (singleton), generation integer not null default 1, created_at timestamptz not null default now())`,
  `insert into installation default values`,
];

const people = [
  `create table account (${idColumn}, ${tenantColumn}, email citext not null, name text not null, password_hash text not null,
     roles text[] not null, language text not null default 'de', presence text not null default 'offline' check (presence in ('available','paused','offline')),
     presence_reason text, presence_at timestamptz, capacity integer not null default 5, active boolean not null default true, created_at timestamptz not null default now(),
     unique (email))`,
  `create table session (token_hash bytea primary key, ${tenantColumn}, account uuid not null references account on delete cascade,
     created_at timestamptz not null default now(), expires_at timestamptz not null, seen_at timestamptz not null default now(), revoked_at timestamptz)`,
  `create table skill (${tenantColumn}, key text not null, title_de text not null, title_en text not null, primary key (tenant, key))`,
  `create table account_skill (${tenantColumn}, account uuid not null references account on delete cascade, skill text not null,
     level integer not null default 1 check (level between 1 and 3), primary key (account, skill), foreign key (tenant, skill) references skill)`,
  `create table topic (${tenantColumn}, key text not null, title_de text not null, title_en text not null, primary key (tenant, key))`,
  `create table account_topic (${tenantColumn}, account uuid not null references account on delete cascade, topic text not null,
     primary key (account, topic), foreign key (tenant, topic) references topic)`,
];

const customers = [
  `create table organisation (${idColumn}, ${tenantColumn}, name text not null)`,
  `create table customer (${idColumn}, ${tenantColumn}, number text not null, name text not null, given_name text, family_name text,
     salutation text check (salutation in ('herr','frau')), class text not null default 'C' check (class in ('A','B','C')), language text not null default 'de', phone text,
     street text, postal_code text, city text, organisation uuid references organisation, created_at timestamptz not null default now(), unique (tenant, number))`,
  `create table customer_address (${tenantColumn}, address citext not null, customer uuid not null references customer on delete cascade, primary key (tenant, address))`,
  `create index on customer_address (customer)`,
  `create table customer_order (${idColumn}, ${tenantColumn}, customer uuid not null references customer, number text not null, ordered_at timestamptz not null,
     status text not null, total_cents integer not null, items jsonb not null, carrier text, tracking text, unique (tenant, number))`,
  `create index on customer_order (customer)`,
  `create table contract (${idColumn}, ${tenantColumn}, customer uuid not null references customer, number text not null, title text not null, since date not null, until date, unique (tenant, number))`,
  `create index on contract (customer)`,
  `create table receivable (${idColumn}, ${tenantColumn}, customer uuid not null references customer, invoice text not null, due_on date not null, amount_cents integer not null, paid_cents integer not null default 0, dunning_level integer not null default 0, unique (tenant, invoice))`,
  `create index on receivable (customer)`,
];

const definitions = [
  `create table kind (${tenantColumn}, key text not null, title_de text not null, title_en text not null, primary key (tenant, key))`,
  `create table kind_rule (${idColumn}, ${tenantColumn}, kind text not null, keywords text[] not null, weight integer not null default 1, foreign key (tenant, kind) references kind on delete cascade)`,
  `create table calendar (${tenantColumn}, key text not null, title_de text not null, title_en text not null, rule jsonb not null, primary key (tenant, key))`,
  `create table answer (${idColumn}, ${tenantColumn}, key text not null, language text not null check (language in ('de','en')), title text not null, subject text, body text not null,
     kinds text[] not null default '{}', automatic boolean not null default false, updated_at timestamptz not null default now(), unique (tenant, key, language))`,
  // A draft that people edit; what runs is a definition_version (source) and, for processes, its graph.
  `create table definition (${tenantColumn}, type text not null check (type in ('process','decision','form')), key text not null, title text not null, source text not null,
     version integer not null default 1, updated_at timestamptz not null default now(), updated_by uuid references account, published_hash text, primary key (tenant, type, key))`,
  `create table definition_version (${tenantColumn}, type text not null, key text not null, number integer not null, hash text not null, source text not null, graph text, comment text,
     published_at timestamptz not null default now(), published_by uuid references account, primary key (tenant, type, key, number))`,
  `create table graph (${tenantColumn}, hash text not null, process text not null, content jsonb not null, created_at timestamptz not null default now(), primary key (tenant, hash))`,
  // Which graph new calls of a process key get; changed by publish alone.
  `create table published_process (${tenantColumn}, process text not null, graph text not null, published_at timestamptz not null default now(), primary key (tenant, process), foreign key (tenant, graph) references graph)`,
];

const requests = [
  `create table request_number (${tenantColumn}, year integer not null, last integer not null, primary key (tenant, year))`,
  `create table request (${idColumn}, ${tenantColumn}, number text not null, subject text not null, channel text not null check (channel in ('mail','form','chat','phone','letter','social')),
     kind text not null default 'general', topic text, language text not null default 'de', priority integer not null default 3,
     customer uuid references customer, customer_class text not null default 'C', requester_name text, requester_address citext, mailbox uuid,
     status text not null default 'open' check (status in ('open','waiting','closed','archived')),
     process text, graph text, state jsonb, revision integer not null default 0, position jsonb not null default '{}', next_timer_at timestamptz,
     reply_token text, first_response_due_at timestamptz, at_risk_at timestamptz, resolution_due_at timestamptz, first_responded_at timestamptz, breached_at timestamptz,
     follows uuid references request, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), closed_at timestamptz, archived_at timestamptz, close_reason text,
     unique (tenant, number), unique (tenant, id))`,
  `create index request_open on request (tenant, status, first_response_due_at) where status in ('open','waiting')`,
  `create index request_alarm on request (next_timer_at) where next_timer_at is not null`,
  `create index on request (customer, created_at desc)`,
  `create index on request (tenant, created_at desc, id desc)`,
  `create index on request (tenant, requester_address)`,
  `create index request_subject on request using gin (subject gin_trgm_ops)`,
  `create index request_number_search on request using gin (number gin_trgm_ops)`,
  `create table request_event (${idColumn}, seq bigint generated always as identity, ${tenantColumn}, request uuid not null, kind text not null, payload jsonb not null default '{}', actor jsonb not null,
     occurred_at timestamptz not null default now(), recorded_at timestamptz not null default now(), idempotency_key text not null, revision integer, position integer, answer jsonb, engine jsonb,
     foreign key (tenant, request) references request (tenant, id), unique (request, idempotency_key))`,
  `create index request_event_new on request_event (request, seq) where revision is null`,
  `create index request_event_stuck on request_event (recorded_at) where revision is null`,
  `create table message (${idColumn}, ${tenantColumn}, request uuid not null, type text not null check (type in ('customer','agent','automatic','note','expert-question','expert-answer','delivery')),
     channel text not null, author_account uuid references account, author_name text, from_address citext, to_addresses text[] not null default '{}', cc_addresses text[] not null default '{}',
     subject text, text text not null default '', html text, quoted_from integer, language text, rfc_message_id text, consultation uuid, created_at timestamptz not null default now(),
     search tsvector generated always as (to_tsvector('german', coalesce(subject,'') || ' ' || text) || to_tsvector('english', coalesce(subject,'') || ' ' || text) || to_tsvector('simple', coalesce(subject,'') || ' ' || text)) stored,
     foreign key (tenant, request) references request (tenant, id))`,
  `create index on message (request, created_at)`,
  `create index message_search on message using gin (search)`,
  `create index on message (tenant, rfc_message_id) where rfc_message_id is not null`,
  `create table attachment (${idColumn}, ${tenantColumn}, message uuid not null references message, filename text not null, content_type text not null, size integer not null, content_id text, inline boolean not null default false, content bytea not null)`,
  `create index on attachment (message)`,
  `create table draft (${tenantColumn}, account uuid not null references account on delete cascade, request uuid not null references request on delete cascade, type text not null check (type in ('reply','note','question')),
     content jsonb not null, updated_at timestamptz not null default now(), primary key (account, request, type))`,
  // What happened, for people and auditors: written once. Process events that people care for and everything routing, agents and leads do.
  `create table timeline (${idColumn}, seq bigint generated always as identity, ${tenantColumn}, request uuid not null, kind text not null, data jsonb not null default '{}', actor jsonb not null, message uuid references message,
     element text, graph text, at timestamptz not null default now(), foreign key (tenant, request) references request (tenant, id))`,
  `create index on timeline (request, seq)`,
  `create table task (${idColumn}, ${tenantColumn}, request uuid not null, activation text not null, element text not null, graph text not null, title text not null,
     topic text, skills jsonb not null default '[]', language text, customer_class text not null default 'C', priority integer not null default 3, points integer not null default 1,
     state text not null default 'waiting' check (state in ('waiting','assigned','completed','cancelled')), assignee uuid references account, preferred uuid references account,
     due_at timestamptz, at_risk_at timestamptz, deferred_until timestamptz, defer_reason text, unread boolean not null default true, raised_at timestamptz,
     form text, form_data jsonb not null default '{}', form_version integer not null default 1, outcome text, declined_by uuid[] not null default '{}',
     created_at timestamptz not null default now(), assigned_at timestamptz, completed_at timestamptz,
     unique (request, activation), foreign key (tenant, request) references request (tenant, id))`,
  `create index task_waiting on task (tenant, due_at) where state = 'waiting'`,
  `create index task_assigned on task (assignee, due_at) where state = 'assigned'`,
  `create table promise (${idColumn}, ${tenantColumn}, request uuid not null, kind text not null default 'first-response', told_by text not null, due_at timestamptz not null,
     state text not null default 'open' check (state in ('open','kept','broken','renewed','cancelled')), settled_at timestamptz, created_at timestamptz not null default now(),
     foreign key (tenant, request) references request (tenant, id))`,
  `create index promise_open on promise (tenant, due_at) where state = 'open'`,
  `create index on promise (request)`,
  `create table incident (${idColumn}, ${tenantColumn}, request uuid not null, activation text not null, element text not null, graph text not null, code text not null, message text not null,
     variables jsonb not null default '{}', created_at timestamptz not null default now(), closed_at timestamptz, foreign key (tenant, request) references request (tenant, id))`,
  `create index incident_open on incident (tenant, request) where closed_at is null`,
  `create table job (${idColumn}, ${tenantColumn}, request uuid not null, activation text, step text not null, payload jsonb not null default '{}', idempotent boolean not null default false,
     state text not null default 'ready' check (state in ('ready','claimed','done','failed','unknown','cancelled')), not_before timestamptz, attempt integer not null default 0, retries integer not null default 3,
     claimed_by text, lease_until timestamptz, result jsonb, error text, created_at timestamptz not null default now(), finished_at timestamptz,
     foreign key (tenant, request) references request (tenant, id))`,
  `create index job_unfinished on job (request) where state in ('ready','claimed')`,
  `create table consultation (${idColumn}, ${tenantColumn}, request uuid not null, task uuid references task, asked_by uuid references account, expert_address citext not null, expert_name text not null,
     subject text not null, question text not null, context jsonb not null default '[]', language text not null default 'de', token_hash bytea unique, token_sealed bytea,
     due_at timestamptz not null, state text not null default 'open' check (state in ('open','answered','declined','overdue','revoked')), answer text, decline_reason text, answered_by text, answered_at timestamptz,
     reminded_at timestamptz, draft text, created_at timestamptz not null default now(), foreign key (tenant, request) references request (tenant, id))`,
  `create index on consultation (request)`,
  `create table archive_entry (${idColumn}, seq bigint generated always as identity, ${tenantColumn}, request uuid not null, content json not null, sha256 text not null, previous text, archived_at timestamptz not null default now(),
     foreign key (tenant, request) references request (tenant, id))`,
];

const mail = [
  `create table mailbox (${idColumn}, ${tenantColumn}, address citext not null, name text not null, topic text, language text not null default 'de', imap jsonb not null, smtp jsonb not null, secret bytea not null,
     active boolean not null default true, folder text not null default 'INBOX', uid_validity bigint, last_uid bigint not null default 0, server_count integer, last_success_at timestamptz, last_error text, last_error_at timestamptz,
     unique (tenant, address))`,
  `create table inbound_mail (${idColumn}, seq bigint generated always as identity, ${tenantColumn}, mailbox uuid not null references mailbox, folder text not null, uid_validity bigint not null, uid bigint not null,
     sha256 text not null, message_id text, size integer not null, raw bytea not null, received_at timestamptz not null default now(),
     verdict text check (verdict in ('request','reply','automatic','bounce','filtered','expert-answer','quarantined','failed')), reason text, detail jsonb, request uuid, consultation uuid, event uuid,
     attempts integer not null default 0, error text, decided_at timestamptz, unique (mailbox, folder, uid_validity, uid))`,
  `create index inbound_undecided on inbound_mail (received_at) where verdict is null`,
  `create index on inbound_mail (mailbox, sha256)`,
  `create index on inbound_mail (tenant, message_id)`,
  `create index on inbound_mail (request) where request is not null`,
  `create table outbox (${idColumn}, seq bigint generated always as identity, ${tenantColumn}, request uuid, message uuid references message, mailbox uuid not null references mailbox, purpose text not null, rfc_message_id text not null unique,
     envelope_from text not null, recipients text[] not null, content jsonb not null, state text not null default 'prepared' check (state in ('prepared','handing-over','accepted','rejected','unknown','cancelled')),
     not_before timestamptz, attempts integer not null default 0, response text, error text, handing_over_at timestamptz, settled_at timestamptz, created_at timestamptz not null default now(), idempotency_key text not null, unique (tenant, idempotency_key))`,
  `create index on outbox (request)`,
  `create index outbox_unsettled on outbox (tenant, state) where state in ('prepared','handing-over','unknown')`,
];

const operation = [
  // Numbered news for browsers: ids only; read since the last number after a reconnect.
  `create table change (number bigint generated always as identity primary key, ${tenantColumn}, entity text not null, id uuid, request uuid, account uuid, at timestamptz not null default now())`,
  `create index on change (at)`,
  `create table audit (${idColumn}, ${tenantColumn}, account uuid references account, action text not null, entity text not null, entity_id text, data jsonb not null default '{}', at timestamptz not null default now())`,
];

const tenantTables = [
  'account',
  'session',
  'skill',
  'account_skill',
  'topic',
  'account_topic',
  'organisation',
  'customer',
  'customer_address',
  'customer_order',
  'contract',
  'receivable',
  'kind',
  'kind_rule',
  'calendar',
  'answer',
  'definition',
  'definition_version',
  'graph',
  'published_process',
  'request_number',
  'request',
  'request_event',
  'message',
  'attachment',
  'draft',
  'timeline',
  'task',
  'promise',
  'incident',
  'job',
  'consultation',
  'archive_entry',
  'mailbox',
  'inbound_mail',
  'outbox',
  'change',
  'audit',
];

/** Narrow doors across tenants: each returns (tenant, id) or the one row that a secret names. */
const functions = [
  `create function sign_in_account(address citext) returns table (tenant uuid, id uuid, password_hash text) language sql stable security definer set search_path = public as
     $$ select a.tenant, a.id, a.password_hash from account a where a.email = address and a.active $$`,
  `create function session_of(hash bytea) returns table (tenant uuid, account uuid) language sql stable security definer set search_path = public as
     $$ select s.tenant, s.account from session s where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() $$`,
  `create function tenant_by_slug(wanted text) returns table (tenant uuid, name text, language text) language sql stable security definer set search_path = public as
     $$ select t.id, t.name, t.language from tenant t where t.slug = wanted $$`,
  `create function consultation_by_token(hash bytea) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select c.tenant, c.id from consultation c where c.token_hash = hash $$`,
  `create function active_mailboxes() returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select m.tenant, m.id from mailbox m where m.active $$`,
  `create function unarchived_requests() returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select r.tenant, r.id from request r where r.status <> 'archived' or exists (select 1 from request_event e where e.request = r.id and e.revision is null)
        or exists (select 1 from job j where j.request = r.id and j.state in ('ready','claimed')) $$`,
  `create function stuck_events(older_than interval) returns table (tenant uuid, request uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select e.tenant, e.request, e.id from request_event e where e.revision is null and e.recorded_at < now() - older_than order by e.seq limit 1000 $$`,
  `create function stuck_mails(older_than interval) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select m.tenant, m.id from inbound_mail m where m.verdict is null and m.received_at < now() - older_than order by m.seq limit 1000 $$`,
  `create function expired_jobs() returns table (tenant uuid, request uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select j.tenant, j.request, j.id from job j where j.state = 'claimed' and j.lease_until < now() limit 1000 $$`,
  `create function overdue_requests(older_than interval) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public as
     $$ select r.tenant, r.id from request r where r.next_timer_at < now() - older_than limit 1000 $$`,
  `create function all_tenants() returns table (tenant uuid, slug text, name text) language sql stable security definer set search_path = public as
     $$ select t.id, t.slug, t.name from tenant t order by t.slug $$`,
];

const grants = [
  `grant usage on schema public to vorgang_app`,
  `grant select on installation, tenant to vorgang_app`,
  `alter table tenant enable row level security`,
  `create policy own_tenant on tenant for select using (id = (select current_tenant()))`,
  `grant usage on all sequences in schema public to vorgang_app`,
  `revoke execute on all functions in schema public from public`,
  `grant execute on all functions in schema public to vorgang_app`,
];
