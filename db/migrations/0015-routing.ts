import { type Kysely, sql } from 'kysely';

/** Distribution as data: the tenant's policy, teams, what a task needs and a person can do in a form that is compared at once, silence, alarms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...columns, ...derived, ...policies, ...indexes]) await sql.raw(statement).execute(db);
  for (const table of ['routing_policy', 'team', 'team_topic', 'team_member', 'routing_alarm']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql
      .raw(
        `create policy tenant_rows on ${table} using (tenant = (select current_tenant())) with check (tenant = (select current_tenant()))`,
      )
      .execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vorgang_app`).execute(db);
  }
}

const tenantColumn = `tenant uuid not null default current_tenant()`;
const idColumn = `id uuid primary key default uuidv7()`;

const tables = [
  // One row a tenant, from its beginning. Minutes that are null: never.
  `create table routing_policy (tenant uuid primary key default current_tenant() references tenant,
     line_order text not null default 'service-level' check (line_order in ('service-level','earliest-deadline','class-first','longest-wait')),
     classes text[] not null default '{A,B,C}', latest_minutes integer check (latest_minutes > 0),
     owner_wait_minutes integer not null default 10 check (owner_wait_minutes between 0 and 10000), owner_extra_points integer not null default 3 check (owner_extra_points between 0 and 1000),
     language_is_skill boolean not null default false, channel_points jsonb not null default '{}', widen_minutes integer check (widen_minutes > 0),
     silent_minutes integer default 5 check (silent_minutes between 2 and 1440), return_minutes integer default 10 check (return_minutes between 1 and 10000),
     after_work_minutes integer not null default 5 check (after_work_minutes between 1 and 480))`,
  `create table team (${idColumn}, ${tenantColumn} references tenant, name text not null, lead uuid, overflow_to uuid, overflow_minutes integer check (overflow_minutes > 0), unique (tenant, name), unique (tenant, id),
     foreign key (tenant, lead) references account (tenant, id), foreign key (tenant, overflow_to) references team (tenant, id) on delete set null (overflow_to), check (overflow_to <> id))`,
  `create table team_topic (${tenantColumn}, team uuid not null, topic text not null, primary key (team, topic), foreign key (tenant, team) references team (tenant, id) on delete cascade,
     foreign key (tenant, topic) references topic (tenant, key) on delete cascade)`,
  `create table team_member (${tenantColumn}, team uuid not null, account uuid not null, primary key (team, account), foreign key (tenant, team) references team (tenant, id) on delete cascade,
     foreign key (tenant, account) references account (tenant, id) on delete cascade)`,
  // A waiting task that nobody who is present may take, whatever room there is. lacking: what they lack, for the leads.
  `create table routing_alarm (task uuid primary key, ${tenantColumn}, request uuid not null, lacking jsonb not null, since timestamptz not null default now(),
     foreign key (tenant, task) references task (tenant, id) on delete cascade)`,
];

const columns = [
  `alter table skill add column kind text not null default 'topic' check (kind in ('topic','language','product','channel'))`,
  `alter table account drop constraint account_presence_check`,
  // presence_until: when after-work ends by itself. abilities: 'skill:level' for each level up to their own. topics: null is all. helps: topics whose overflow they take.
  `alter table account add constraint account_presence_check check (presence in ('available','paused','after-work','offline')), add column presence_until timestamptz,
     add column channel_capacity jsonb not null default '{}', add column abilities text[] not null default '{}', add column topics text[], add column helps text[] not null default '{}'`,
  // arrived_at: of the request, so that the line needs no join. reserved_until: for the preferred one alone until then. overflowed_at: another team may take it. widened_at: any level will do.
  `alter table task add column arrived_at timestamptz not null default now(), add column channel text not null default 'mail', add column reserved_until timestamptz,
     add column overflowed_at timestamptz, add column widened_at timestamptz`,
  `update task set arrived_at = r.created_at, channel = r.channel from request r where r.id = task.request and task.state in ('waiting','assigned')`,
];

const derived = [
  `create function needs_of(skills jsonb, widened boolean) returns text[] language sql immutable parallel safe as $$
     select coalesce(array_agg(distinct key || ':' || case when widened then 1 else greatest(coalesce(level, 1), 1) end), '{}')
     from jsonb_to_recordset(skills) as needed(key text, level int) where key is not null $$`,
  // first_need: by it a person reads what they may be able to do, not the whole line. A column, for row-level security lets no expression with coalesce look into an index.
  `alter table task add column needs text[] not null generated always as (needs_of(skills, widened_at is not null)) stored,
     add column first_need text not null generated always as (coalesce((needs_of(skills, widened_at is not null))[1], '')) stored`,
  // Derived from the tables that people edit, by whatever way they are edited.
  `create function derive_abilities(who uuid) returns void language sql as $$
     update account a set
       abilities = coalesce((select array_agg(k.skill || ':' || step order by k.skill, step) from account_skill k, generate_series(1, k.level) step where k.account = who), '{}'),
       topics = (select array_agg(distinct topic) from (select topic from account_topic where account = who
         union all select t.topic from team_member m join team_topic t on t.team = m.team where m.account = who) served),
       helps = coalesce((select array_agg(distinct t.topic) from team_member m join team o on o.overflow_to = m.team join team_topic t on t.team = o.id where m.account = who), '{}')
     where a.id = who $$`,
  `create function abilities_changed() returns trigger language plpgsql as $$ begin
     perform derive_abilities(coalesce(new.account, old.account)); return null; end $$`,
  `create function team_changed() returns trigger language plpgsql as $$ declare teams uuid[]; begin
     if tg_table_name = 'team' then teams := array[new.overflow_to, old.overflow_to]; else teams := array[coalesce(new.team, old.team)]; end if;
     perform derive_abilities(m.account) from team_member m where m.team = any(teams) or m.team in (select o.overflow_to from team o where o.id = any(teams));
     return null; end $$`,
  ...['account_skill', 'account_topic', 'team_member'].map(
    (table) =>
      `create trigger abilities_changed after insert or update or delete on ${table} for each row execute function abilities_changed()`,
  ),
  `create trigger team_changed after insert or delete on team_topic for each row execute function team_changed()`,
  `create trigger team_changed after update of overflow_to on team for each row execute function team_changed()`,
  `create trigger team_changed_new after insert on team for each row when (new.overflow_to is not null) execute function team_changed()`,
  `select derive_abilities(id) from account`,
];

const policies = [
  `create function new_tenant_policy() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
     insert into routing_policy (tenant) values (new.id); return null; end $$`,
  `revoke execute on function new_tenant_policy() from public`,
  `create trigger new_tenant_policy after insert on tenant for each row execute function new_tenant_policy()`,
  `insert into routing_policy (tenant) select id from tenant`,
];

const indexes = [
  // In place of (tenant, due_at), which nothing read in that order.
  `drop index task_waiting`,
  `create index task_line on task (tenant, first_need) where state = 'waiting'`,
];
