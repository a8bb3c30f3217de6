import { type Kysely, sql } from 'kysely';

/** What people say against a verdict, which senders are known or unwelcome, which addresses are dead, and when nothing automatic goes out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [reference, ...tables]) await sql.raw(statement).execute(db);
  for (const table of ['overruling', 'address_health', 'blocked_sender', 'known_sender', 'mail_policy']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
  for (const statement of columns) await sql.raw(statement).execute(db);
}

const tenantColumn = `tenant uuid not null default current_tenant() references tenant`;
const idColumn = `id uuid primary key default uuidv7()`;

const reference = `alter table inbound_mail add constraint inbound_mail_tenant_id unique (tenant, id)`;

const tables = [
  // A person's word against a verdict. before: the ledger row's columns as they were, for taking it back.
  `create table overruling (${idColumn}, ${tenantColumn}, mail uuid not null, account uuid not null, deed text not null check (deed in ('request','join','automatic','spam','block','discard','release','again','undo')),
     request uuid, undoes uuid, state text not null default 'asked' check (state in ('asked','done','refused')), problem text, before jsonb, asked_at timestamptz not null default now(), done_at timestamptz,
     undone boolean not null default false, foreign key (tenant, mail) references inbound_mail (tenant, id), foreign key (tenant, account) references account (tenant, id),
     foreign key (tenant, request) references request (tenant, id), unique (tenant, id), foreign key (tenant, undoes) references overruling (tenant, id))`,
  `create index on overruling (mail)`,
  `create index overruling_asked on overruling (tenant, asked_at) where state = 'asked'`,
  // What came back from an address of others. dead: nothing automatic goes there until something gets through or a person says so.
  `create table address_health (${tenantColumn}, address citext not null, state text not null check (state in ('doubtful','dead','good')), hard integer not null default 0, soft integer not null default 0,
     status text, diagnostic text, bounced_at timestamptz, cleared_at timestamptz, cleared_by uuid, primary key (tenant, address), foreign key (tenant, cleared_by) references account (tenant, id))`,
  // pattern: an address, or a domain (which holds for all below it).
  `create table blocked_sender (${idColumn}, ${tenantColumn}, pattern citext not null, reason text not null default '', created_by uuid, created_at timestamptz not null default now(), unique (tenant, pattern), foreign key (tenant, created_by) references account (tenant, id))`,
  `create table known_sender (${idColumn}, ${tenantColumn}, pattern citext not null, relation text not null check (relation in ('supplier','press','applicant','authority','other')), kind text not null, note text not null default '',
     created_at timestamptz not null default now(), unique (tenant, pattern), foreign key (tenant, kind) references kind (tenant, key))`,
  // One row a tenant; without it the defaults hold. stopped_at: no automatic mail goes out until an administrator lifts it.
  `create table mail_policy (tenant uuid primary key default current_tenant() references tenant, reply_days integer not null default 180 check (reply_days between 1 and 3650),
     most_automatic integer not null default 10000 check (most_automatic between 1 and 100000), stopped_at timestamptz, stop_reason text check (stop_reason in ('by-hand','too-many')), stopped_by uuid,
     foreign key (tenant, stopped_by) references account (tenant, id))`,
];

const columns = [
  // Tells copies of one mail apart from different mails with one Message-ID; and the message that the mail became.
  `alter table inbound_mail add column fingerprint text, add column message uuid, add column sender text, add column subject text`,
  `grant update (fingerprint, message, sender, subject) on inbound_mail to vorgang_app`,
  // A verdict was overruled: the message does not belong to the request any more. Written history keeps pointing to it.
  `alter table message add column withdrawn_at timestamptz`,
  `alter table request add column merged_into uuid`,
  `alter table request add constraint request_merged_into foreign key (tenant, merged_into) references request (tenant, id)`,
  `create index on request (merged_into) where merged_into is not null`,
  `create index outbox_automatic on outbox (tenant, created_at) where purpose = 'automatic'`,
  `create index outbox_automatic_to on outbox (tenant, lower(recipients[1]), created_at) where purpose = 'automatic'`,
];
