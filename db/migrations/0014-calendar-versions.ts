import { type Kysely, sql } from 'kysely';

/** Calendars have versions, each valid from an instant on; a request keeps what has moved its clocks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of tables) await sql.raw(statement).execute(db);
  await sql.raw(`alter table calendar_version enable row level security`).execute(db);
  await sql
    .raw(
      `create policy tenant_rows on calendar_version using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
    )
    .execute(db);
  // What was counted by a version stays counted: none is ever changed or taken away.
  await sql.raw(`grant select, insert on calendar_version to vorgang_app`).execute(db);
}

const tables = [
  // A version counts from valid_from until a later number does.
  `create table calendar_version (tenant uuid not null default current_tenant() references tenant, calendar text not null, number integer not null, valid_from timestamptz not null, rule jsonb not null,
     reason text not null default '', created_at timestamptz not null default now(), created_by uuid, primary key (tenant, calendar, number),
     foreign key (tenant, calendar) references calendar (tenant, key), foreign key (tenant, created_by) references account (tenant, id))`,
  `insert into calendar_version (tenant, calendar, number, valid_from, rule) select tenant, key, 1, '-infinity', rule from calendar`,
  `alter table calendar drop column rule`,
  // Of a topic's requests, where their service level names no calendar.
  `alter table topic add column calendar text`,
  `alter table topic add constraint topic_calendar foreign key (tenant, calendar) references calendar (tenant, key)`,
  // What moved its clocks, and the deadlines that its process was told; written with the row's other columns.
  `alter table request add column clocks jsonb`,
];
