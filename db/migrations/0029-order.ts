import { type Kysely, sql } from 'kysely';

/** The order counts the time that work takes, tells what was escalated from what a lead raised, and keeps one customer's tasks together; abilities are derived once a statement. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...columns, ...together, ...derived]) await sql.raw(statement).execute(db);
}

const columns = [
  `alter table routing_policy add column reserve_minutes integer default 8 check (reserve_minutes between 1 and 10000), add column escalated_first boolean not null default false,
     add column together_most integer not null default 2 check (together_most between 0 and 20)`,
  // escalated_at: its process said so, because its deadline was reached. together_with: the request of the same customer with which it was given.
  `alter table task add column escalated_at timestamptz, add column together_with uuid, add constraint task_together_with foreign key (tenant, together_with) references request (tenant, id)`,
  // Whatever an escalation had raised was raised at the instant of the breach.
  `update task t set escalated_at = t.raised_at, raised_at = null from request r where r.id = t.request and t.raised_at = r.breached_at and t.state in ('waiting', 'assigned')`,
];

const latest = 50;

const together = [
  // Of a customer who writes a lot the latest requests, so that giving a task costs the same whoever wrote. As the owner: under row-level security the comparison of addresses
  // looks into no index, for it is not leakproof. The tenant is compared here.
  `create function same_customer(of_request uuid) returns setof uuid language plpgsql stable rows 5 security definer set search_path = public, pg_temp as $$ begin
     return query select q.id from request r cross join lateral (
         (select s.id from request s where s.customer = r.customer and s.tenant = r.tenant order by s.created_at desc limit ${latest})
         union all (select s.id from request s where r.customer is null and s.tenant = r.tenant and s.requester_address = r.requester_address order by s.created_at desc limit ${latest})) q
       where r.id = of_request and r.tenant = current_tenant(); end $$`,
];

/** By row, a skill matrix of forty thousand cells derived each person's abilities forty times and ran into the statement's time. */
const derived = [
  ...['account_skill', 'account_topic', 'team_member'].map((table) => `drop trigger abilities_changed on ${table}`),
  `drop trigger team_changed on team_topic`,
  `drop trigger team_changed on team`,
  `drop trigger team_changed_new on team`,
  `drop function abilities_changed()`,
  `drop function team_changed()`,
  `drop function derive_abilities(uuid)`,
  // People in the order of ids, so that two who change many people wait for each other instead of blocking each other; only who has changed is written.
  // Locked in a statement of its own, so that the other sees what others have committed meanwhile.
  `create function derive_abilities(who uuid[]) returns void language sql as $$
     select 1 from account where id = any(who) order by id for no key update;
     with skilled as (select k.account, array_agg(k.skill || ':' || step order by k.skill, step) as abilities from account_skill k, generate_series(1, k.level) step where k.account = any(who) group by 1),
       served as (select account, array_agg(distinct topic) as topics from (select account, topic from account_topic where account = any(who)
         union all select m.account, t.topic from team_member m join team_topic t on t.team = m.team where m.account = any(who)) own group by 1),
       helped as (select m.account, array_agg(distinct t.topic) as helps from team_member m join team o on o.overflow_to = m.team join team_topic t on t.team = o.id where m.account = any(who) group by 1)
     update account a set abilities = coalesce(s.abilities, '{}'), topics = v.topics, helps = coalesce(h.helps, '{}')
     from unnest(who) p(id) left join skilled s on s.account = p.id left join served v on v.account = p.id left join helped h on h.account = p.id
     where a.id = p.id and (a.abilities, a.topics, a.helps) is distinct from (coalesce(s.abilities, '{}'), v.topics, coalesce(h.helps, '{}')) $$`,
  `create function abilities_changed() returns trigger language plpgsql as $$ begin
     perform derive_abilities(array(select distinct account from changed)); return null; end $$`,
  `create function members_of(teams uuid[]) returns uuid[] language sql stable as $$
     select array(select distinct m.account from team_member m where m.team = any(teams) or m.team in (select o.overflow_to from team o where o.id = any(teams))) $$`,
  `create function team_topics_changed() returns trigger language plpgsql as $$ begin
     perform derive_abilities(members_of(array(select distinct team from changed))); return null; end $$`,
  `create function overflow_changed() returns trigger language plpgsql as $$ begin
     perform derive_abilities(array(select distinct account from team_member where team in (new.overflow_to, old.overflow_to))); return null; end $$`,
  ...['account_skill', 'account_topic', 'team_member'].flatMap((table) => onEach(table, 'abilities_changed')),
  ...onEach('team_topic', 'team_topics_changed'),
  `create trigger overflow_changed after update of overflow_to on team for each row execute function overflow_changed()`,
  `create trigger overflow_changed_new after insert on team for each row when (new.overflow_to is not null) execute function overflow_changed()`,
  // Its topics are gone with it before anybody could ask whom it overflowed to.
  `create trigger overflow_changed_gone after delete on team for each row when (old.overflow_to is not null) execute function overflow_changed()`,
];

/** Rows keep the person or team that they are of: of an update the new ones say it. */
function onEach(table: string, what: string): string[] {
  return [
    ['insert', 'new'],
    ['update', 'new'],
    ['delete', 'old'],
  ].map(
    ([event, rows]) =>
      `create trigger ${what}_by_${event} after ${event} on ${table} referencing ${rows} table as changed for each statement execute function ${what}()`,
  );
}
