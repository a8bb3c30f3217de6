import { type Kysely, sql } from 'kysely';

/** Tasks that come back by themselves, people who are away and who stands in for them, and what each wants to be told by mail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...task, ...absence, account, idle]) await sql.raw(statement).execute(db);
  await sql.raw(`alter table absence enable row level security`).execute(db);
  await sql
    .raw(`create policy tenant_rows on absence using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`)
    .execute(db);
  await sql.raw(`grant select, insert, update, delete on absence to vorgang_app`).execute(db);
}

const task = [
  // until_reply: put off until the customer answers, deferred_until being the latest date. resubmitted_at: it has come back. stand_in_for: whose it is while somebody else has it.
  `alter table task add column until_reply boolean not null default false, add column resubmitted_at timestamptz, add column stand_in_for uuid`,
  `alter table task add constraint task_stand_in_for foreign key (tenant, stand_in_for) references account (tenant, id)`,
  // The sweeper asks every minute; only what is put off is in it.
  `create index task_deferred on task (tenant, deferred_until) where deferred_until is not null`,
  `create index task_stand_in on task (stand_in_for) where stand_in_for is not null`,
];

// begun_at, ended_at: when its tasks were handed on and given back.
const absence = [
  `create table absence (id uuid primary key default uuidv7(), tenant uuid not null default current_tenant() references tenant, account uuid not null, from_at timestamptz not null, until_at timestamptz not null check (until_at > from_at),
     deputy uuid check (deputy <> account), begun_at timestamptz, ended_at timestamptz, created_by uuid not null, created_at timestamptz not null default now(), foreign key (tenant, account) references account (tenant, id),
     foreign key (tenant, deputy) references account (tenant, id), foreign key (tenant, created_by) references account (tenant, id))`,
  `create index on absence (account, until_at)`,
];

// digest_hour: at which hour of the tenant's day the digest goes out; null: none. Every reminder by mail as well, where somebody wants that.
const account = `alter table account add column digest_hour smallint check (digest_hour between 0 and 23), add column mail_reminders boolean not null default false`;

// Requests that nothing will move: none but by a mistake. A new one (revision 0) is not in it, so intake writes nothing here.
const idle = `create index request_idle on request (tenant) where status in ('open', 'waiting') and revision > 0 and next_timer_at is null and held_until is null`;
