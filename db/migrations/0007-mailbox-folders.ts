import { type Kysely, sql } from 'kysely';

/** Several folders a mailbox, each counted against its server; when a mailbox begins; sign-in by OAuth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...mailbox, ...tables]) await sql.raw(statement).execute(db);
  for (const table of ['mailbox_folder', 'mail_difference', 'mailbox_token']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
  }
  for (const statement of [...grants, ...moved, ...functions]) await sql.raw(statement).execute(db);
}

const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const ofMailbox = `mailbox uuid not null, foreign key (tenant, mailbox) references mailbox (tenant, id) on delete cascade`;

const mailbox = [
  `alter table mailbox add column folders text[] not null default '{INBOX}' check (cardinality(folders) between 1 and 20)`,
  // Mails that the server had before are counted and left alone; null: all are processed.
  `alter table mailbox add column since timestamptz`,
  // Minutes without a successful round after which somebody is told.
  `alter table mailbox add column silent_after integer not null default 15 check (silent_after > 0)`,
  `alter table mailbox add column silent_since timestamptz`,
  `alter table mailbox add column created_at timestamptz not null default now()`,
  // Token endpoint and client; with it, secret is the client's secret ('' where it has none) and mailbox_token holds the rest.
  `alter table mailbox add column oauth jsonb`,
];

const tables = [
  // What is known of a folder on the server. before_uids: as IMAP writes sets of UIDs; the counts are of one moment, counted_at.
  `create table mailbox_folder (${tenantColumn}, ${ofMailbox}, name text not null, uid_validity bigint not null, last_uid bigint not null default 0, since timestamptz, before_uids text not null default '',
     tries integer not null default 0, on_server integer, before_count integer not null default 0, in_ledger integer not null default 0, vanished integer not null default 0, missing integer not null default 0,
     uid_next bigint, counted_at timestamptz, error text, reread boolean not null default false, primary key (mailbox, name))`,
  // A mail that the server has and the ledger had not, though its turn was over; settled as soon as it has its row or is gone.
  `create table mail_difference (id uuid primary key default uuidv7(), ${tenantColumn}, ${ofMailbox}, folder text not null, uid_validity bigint not null, uid bigint not null,
     found_at timestamptz not null default now(), tries integer not null default 0, settled_at timestamptz, outcome text check (outcome in ('fetched','gone','not-fetched')), unique (mailbox, folder, uid_validity, uid))`,
  `create index mail_difference_open on mail_difference (mailbox) where settled_at is null`,
  // refresh_until: where the provider says when the refresh token ends.
  `create table mailbox_token (${tenantColumn}, ${ofMailbox}, refresh_token bytea not null, refresh_until timestamptz, access_token bytea, access_until timestamptz,
     refreshed_at timestamptz, failed_at timestamptz, failures integer not null default 0, error text, primary key (mailbox))`,
];

const grants = [
  `grant select, insert, update, delete on mailbox_folder, mailbox_token to vorgang_app`,
  `grant select, insert on mail_difference to vorgang_app`,
  `grant update (tries, settled_at, outcome) on mail_difference to vorgang_app`,
];

const moved = [
  `update mailbox set folders = array[folder]`,
  `insert into mailbox_folder (tenant, mailbox, name, uid_validity, last_uid, on_server, reread)
     select tenant, id, folder, uid_validity, last_uid, server_count, reread from mailbox where uid_validity is not null`,
  `alter table mailbox drop column folder, drop column uid_validity, drop column last_uid, drop column server_count, drop column reread`,
];

const functions = [
  // All that a round needs for its alarms: whose silence begins or ends is seen against silent_since.
  `create function mailbox_alarms() returns table (tenant uuid, id uuid, silent boolean, silent_since timestamptz, missing bigint, token_ends timestamptz, token_failures integer)
     language sql stable security definer set search_path = public, pg_temp as
     $$ select m.tenant, m.id, coalesce(m.last_success_at, m.created_at) < now() - make_interval(mins => m.silent_after), m.silent_since,
          (select count(*) from mail_difference d where d.mailbox = m.id and d.settled_at is null), t.refresh_until, coalesce(t.failures, 0)
        from mailbox m left join mailbox_token t on t.mailbox = m.id where m.active $$`,
  `revoke execute on function mailbox_alarms() from public`,
  `grant execute on function mailbox_alarms() to vorgang_app`,
];
