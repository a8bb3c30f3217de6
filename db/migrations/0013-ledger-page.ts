import { type Kysely, sql } from 'kysely';

/** What the ledger's pages read, and trying a mailbox's settings before they are saved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...indexes, mailboxTrial]) await sql.raw(statement).execute(db);
  await sql.raw(`alter table mailbox_trial enable row level security`).execute(db);
  await sql
    .raw(
      `create policy tenant_rows on mailbox_trial using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
    )
    .execute(db);
  await sql.raw(`grant select, insert, update, delete on mailbox_trial to vorgang_app`).execute(db);
}

const indexes = [
  // Sums a mailbox and verdict, from the index alone; and one mailbox's mails of one verdict, newest first.
  `create index inbound_sums on inbound_mail (tenant, mailbox, verdict, id)`,
  // Work lists: few rows of many, and their numbers stand in the navigation.
  `create index inbound_held on inbound_mail (tenant, verdict, id) where verdict in ('quarantined','failed')`,
];

// The secret is gone as soon as the servers were asked; imap and smtp: what they said.
const mailboxTrial = `create table mailbox_trial (id uuid primary key default uuidv7(), tenant uuid not null default current_tenant() references tenant, mailbox uuid, settings jsonb not null, secret bytea,
     imap jsonb, smtp jsonb, asked_at timestamptz not null default now(), foreign key (tenant, mailbox) references mailbox (tenant, id) on delete cascade)`;
