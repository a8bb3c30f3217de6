import { type Kysely, sql } from 'kysely';

/** What each level may grant a customer alone, and what was proposed and granted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...ofBefore]) await sql.raw(statement).execute(db);
  for (const table of ['competence_limit', 'granted']) {
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

const tables = [
  `create table competence_limit (${tenantColumn} references tenant, level integer not null check (level between 1 and 5), kind text not null check (kind in ('discount','credit','replacement')),
     per_case numeric(12,2) check (per_case >= 0), per_day numeric(12,2) check (per_day >= 0), percent numeric(5,2) check (percent between 0 and 100), primary key (tenant, level, kind))`,
  // One row a task whose form proposed something: granted by whoever completed it, or only proposed, when it was above their limit.
  `create table granted (${tenantColumn}, task uuid not null, request uuid not null, account uuid not null, level integer not null, kind text not null check (kind in ('discount','credit','replacement')),
     amount numeric(12,2) not null check (amount > 0), state text not null check (state in ('granted','proposed')), day date not null, at timestamptz not null default now(), primary key (task),
     foreign key (tenant, task) references task (tenant, id), foreign key (tenant, request) references request (tenant, id), foreign key (tenant, account) references account (tenant, id))`,
  `create index on granted (request)`,
  `create index granted_day on granted (account, day) where state = 'granted'`,
  // A reference within the tenant, as all of them.
  `alter table audit drop constraint audit_undoes_fkey`,
  `alter table audit add constraint audit_tenant_id unique (tenant, id)`,
  `alter table audit add constraint audit_undoes foreign key (tenant, undoes) references audit (tenant, id)`,
  // Five levels: competence has more of them than other skills need.
  `alter table account_skill drop constraint account_skill_level_check, add constraint account_skill_level_check check (level between 1 and 5)`,
];

// Tenants of before: the skill that says who may grant what, and leads have the third level, so that there is somebody to approve. What each level may grant comes with what the product ships.
const ofBefore = [
  `insert into skill (tenant, key, title_de, title_en) select id, 'competence', 'Befugnis für Kulanz', 'Competence for goodwill' from tenant on conflict do nothing`,
  `insert into account_skill (tenant, account, skill, level) select tenant, id, 'competence', 3 from account where 'lead' = any(roles)`,
];
