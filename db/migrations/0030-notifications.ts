import { type Kysely, sql } from 'kysely';

/** What people are told in the web app, and of which kinds of it they want to hear. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [notification, ...indexes, account]) await sql.raw(statement).execute(db);
  await sql.raw(`alter table notification enable row level security`).execute(db);
  await sql
    .raw(
      `create policy tenant_rows on notification using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
    )
    .execute(db);
  await sql.raw(`grant select, insert, update, delete on notification to vorgang_app`).execute(db);
}

// reason: a code that the page has words for, of its kind. by_account: whose deed it tells.
const notification = `create table notification (id uuid primary key default uuidv7(), tenant uuid not null default current_tenant(), account uuid not null, kind text not null, reason text not null,
     request uuid, mailbox uuid, by_account uuid, at timestamptz not null default now(), read_at timestamptz, foreign key (tenant, account) references account (tenant, id),
     foreign key (tenant, request) references request (tenant, id), foreign key (tenant, mailbox) references mailbox (tenant, id), foreign key (tenant, by_account) references account (tenant, id))`;

const indexes = [
  // What nobody has read yet is told once: the same again only moves it to the top.
  `create unique index notification_unread on notification (account, reason, request, mailbox) nulls not distinct where read_at is null`,
  `create index notification_list on notification (account, at)`,
  `create index notification_old on notification (tenant, at)`,
];

// quiet_notifications: kinds that somebody does not want; digest_notifications: kinds that the daily digest names, too. lead_digest: it says how their topics stand as well.
const account = `alter table account add column quiet_notifications text[] not null default '{}', add column digest_notifications text[] not null default '{}', add column lead_digest boolean not null default false`;
