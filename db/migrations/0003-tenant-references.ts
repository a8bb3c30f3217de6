import { type Kysely, sql } from 'kysely';

/** References stay within a tenant, what happened cannot be written anew, and a restored older database is told from a newer one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [references, ...history, ...restored, ...functions, ...doors]) await sql.raw(statement).execute(db);
}

/** A check of a foreign key is above row-level security: by id alone a row could name another tenant's, and tell by the error whether it is there. */
const references = `do $$
  declare fk record;
  begin
    for fk in
      select k.conname as name, child.relname as child, a.attname as referring, parent.relname as parent,
        case k.confdeltype when 'c' then 'on delete cascade' else '' end as then_what
      from pg_constraint k
        join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and cardinality(k.conkey) = 1
        and exists (select 1 from pg_attribute t where t.attrelid = k.conrelid and t.attname = 'tenant')
        and exists (select 1 from pg_attribute t where t.attrelid = k.confrelid and t.attname = 'tenant')
      order by child.relname, k.conname
    loop
      if not exists (
        select 1 from pg_constraint u where u.conrelid = fk.parent::regclass and u.contype in ('u', 'p')
          and (select array_agg(a.attname::text order by a.attname) from pg_attribute a where a.attrelid = u.conrelid and a.attnum = any(u.conkey)) = array['id', 'tenant'])
      then
        execute format('alter table %I add constraint %I unique (tenant, id)', fk.parent, fk.parent || '_tenant_id');
      end if;
      execute format('alter table %I drop constraint %I', fk.child, fk.name);
      execute format('alter table %I add constraint %I foreign key (tenant, %I) references %I (tenant, id) %s', fk.child, fk.name, fk.referring, fk.parent, fk.then_what);
    end loop;
  end $$`;

const history = [
  `revoke update on request_event from vorgang_app`,
  `grant update (revision, position, engine, answer) on request_event to vorgang_app`,
  `revoke update, delete on audit from vorgang_app`,
];

const restored = [
  // When an older database was put back: what was due or new before may have gone out already.
  `alter table installation add column restored_at timestamptz`,
  // Read again from its beginning after that; what the ledger lacks was perhaps answered already.
  `alter table mailbox add column reread boolean not null default false`,
  `alter table inbound_mail add column reread boolean not null default false`,
  `revoke update on inbound_mail from vorgang_app`,
  `grant update (verdict, reason, detail, request, consultation, event, attempts, error, decided_at) on inbound_mail to vorgang_app`,
];

const functions = [
  // One event a request: a flooded one hides no other.
  `create or replace function stuck_events(older_than interval) returns table (tenant uuid, request uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as
     $$ select o.tenant, o.request, o.id from (select distinct on (e.request) e.tenant, e.request, e.id, e.seq from request_event e
          where e.revision is null and e.recorded_at < now() - older_than order by e.request, e.seq) o order by o.seq limit 1000 $$`,
  `create function waiting_jobs(older_than interval) returns table (tenant uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as
     $$ select distinct j.tenant, j.request from job j where j.state = 'ready' and j.created_at < now() - older_than limit 1000 $$`,
];

const doors = [
  `revoke execute on function waiting_jobs(interval) from public`,
  `grant execute on function waiting_jobs(interval) to vorgang_app`,
  // A temporary table would be found before the table of the same name.
  ...[
    'sign_in_account(citext)',
    'session_of(bytea)',
    'tenant_by_slug(text)',
    'consultation_by_token(bytea)',
    'consultation_by_visit(bytea)',
    'active_mailboxes()',
    'unarchived_requests()',
    'stuck_mails(interval)',
    'expired_jobs()',
    'overdue_requests(interval)',
    'all_tenants()',
  ].map((signature) => `alter function ${signature} set search_path = public, pg_temp`),
];
