import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { fitsIn, inLine, isAble, lineKeys, loadsByChannel, mayBePushed, mayGet } from './routing-order.ts';

/*
 * What time alone does to distribution. Each is one statement that finds what is due and does it, for the sweeper's round; nobody polls a request. Timeline and news
 * are the caller's.
 */

export interface FloorTask {
  id: string;
  request: string;
}

/** A break may be silent for so long: whoever is at lunch has shut the lid. */
const silentBreak = sql`interval '2 hours'`;

/** People without a sign of life (a call of any session of theirs) for longer than the policy bears are offline. @returns who. */
export async function goOffline(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with seen as (select account, max(seen_at) as at from session where seen_at > now() - interval '1 day' and revoked_at is null group by account)
    update account a set presence = 'offline', presence_reason = 'silent', presence_at = now(), presence_until = null
    from routing_policy p where a.presence <> 'offline' and p.tenant = a.tenant
      and greatest(a.presence_at, a.created_at, (select at from seen where seen.account = a.id))
        < now() - case when a.presence = 'paused' then greatest(${silentBreak}, make_interval(mins => p.silent_minutes)) else make_interval(mins => p.silent_minutes) end
    returning a.id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** After-work that is over ends by itself. @param account one person only. @returns who is available again. */
export async function endAfterWork(trx: Trx, account: string | null = null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update account set presence = 'available', presence_reason = null, presence_at = now(), presence_until = null
    where presence = 'after-work' and presence_until <= now() and (${account}::uuid is null or id = ${account}::uuid) returning id`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

/**
 * Work of people who have been offline for as long as the policy says goes back to the line, where it is untouched (no draft, no message, no saved form since they got
 * it) or where something new has come that they have not seen.
 */
export async function returnUntouched(trx: Trx): Promise<(FloorTask & { account: string })[]> {
  const { rows } = await sql<FloorTask & { account: string }>`
    with due as (select t.id, t.assignee from routing_policy p join account a on a.presence = 'offline' and a.presence_at < now() - make_interval(mins => p.return_minutes)
        join task t on t.assignee = a.id and t.state = 'assigned' and (t.deferred_until is null or t.deferred_until <= now())
      where t.assigned_at < now() - make_interval(mins => p.return_minutes) and (t.unread or t.form_version = 1
        and not exists (select 1 from draft d where d.request = t.request and d.account = a.id)
        and not exists (select 1 from message m where m.request = t.request and m.author_account = a.id and m.created_at >= t.assigned_at))
      order by t.id for update of t skip locked)
    update task set state = 'waiting', assignee = null, assigned_at = null, preferred = null, reserved_until = null, deferred_until = null, defer_reason = null
    from due where task.id = due.id returning task.id, task.request, due.assignee as account`.execute(trx);
  return rows;
}

/** Tasks that have waited long enough for other teams. @returns them with the name of the team that takes them now, too. */
export async function overflow(trx: Trx): Promise<(FloorTask & { team: string })[]> {
  const { rows } = await sql<FloorTask & { team: string }>`
    with due as (select distinct on (t.id) t.id, o.name as team from team f join team o on o.id = f.overflow_to join team_topic w on w.team = f.id
        join task t on t.topic = w.topic and ${inLine} and t.overflowed_at is null
      where t.created_at < now() - make_interval(mins => f.overflow_minutes) order by t.id, o.name),
      free as (select id from task where id in (select id from due) order by id for update skip locked)
    update task set overflowed_at = now() from due where task.id = due.id and task.id in (select id from free) returning task.id, task.request, due.team`.execute(
    trx,
  );
  return rows;
}

/** Tasks that have waited so long that their skills are asked for at any level. */
export async function widen(trx: Trx): Promise<FloorTask[]> {
  const { rows } = await sql<FloorTask>`
    with due as (select t.id from routing_policy p join task t on ${inLine} and t.widened_at is null and t.created_at < now() - make_interval(mins => p.widen_minutes)
      and jsonb_path_exists(t.skills, '$[*] ? (@.level > 1)') order by t.id for update of t skip locked)
    update task set widened_at = now() from due where task.id = due.id returning task.id, task.request`.execute(trx);
  return rows;
}

/** Waiting tasks that somebody available has room for, in the order of the line: what came free without anybody noticing. */
export async function takeable(trx: Trx, limit: number): Promise<FloorTask[]> {
  const { rows } = await sql<FloorTask>`
    with a as materialized (select person.*, has.* from account person cross join lateral ${loadsByChannel} has
      where person.active and person.presence = 'available' and has.load < person.capacity)
    select t.id, t.request, ${lineKeys} from task t cross join routing_policy p where ${inLine} and exists (select 1 from a where ${mayGet} and ${mayBePushed} and ${fitsIn})
    order by s1, s2, s3, s4, s5, t.id limit ${limit}`.execute(trx);
  return rows;
}

/** Someone who is there, as alarms look at them. */
export interface PresentPerson {
  id: string;
  abilities: string[];
  topics: string[] | null;
  helps: string[];
}
export interface StrandedTask extends FloorTask {
  topic: string | null;
  skills: { key: string; level: number }[];
  declinedBy: string[];
  overflowed: boolean;
  widened: boolean;
}

/** Tasks that have waited for a minute and that nobody who is there may take, whatever room they have; at times when nobody is there only those at risk. */
export async function stranded(trx: Trx): Promise<{ tasks: StrandedTask[]; present: PresentPerson[] }> {
  const present = await sql<PresentPerson>`select id, abilities, topics, helps from account
    where active and presence <> 'offline' and roles && array['agent', 'lead']`.execute(trx);
  // Alike tasks are asked about once: ten thousand of them differ in some hundred ways.
  const { rows } = await sql<StrandedTask>`
    with t as materialized (select distinct needs, topic, overflowed_at is not null as overflowed, declined_by from task t where ${inLine} and t.created_at < now() - interval '1 minute'),
      nobodys as (select t.* from (select needs, topic, case when overflowed then now() end as overflowed_at, declined_by from t) t
        where not exists (select 1 from account a where a.presence <> 'offline' and ${isAble}))
    select t.id, t.request, t.topic, t.skills, t.declined_by as "declinedBy", t.overflowed_at is not null as overflowed, t.widened_at is not null as widened
    from nobodys n join task t on t.needs = n.needs and t.topic is not distinct from n.topic and t.declined_by = n.declined_by
      and (t.overflowed_at is null) = (n.overflowed_at is null) and ${inLine} and t.created_at < now() - interval '1 minute'
    where ${present.rows.length > 0} or t.at_risk_at <= now() order by t.id limit 1000`.execute(trx);
  return { tasks: rows, present: present.rows };
}
