import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';
import { assignTask, assignTo, putBack } from './routing.ts';
import { tellAssigned, tellTask } from './task-news.ts';

export interface AbsenceRow {
  id: string;
  account: { id: string; name: string };
  from: Date;
  until: Date;
  deputy: { id: string; name: string } | null;
}

/** Those that are not over, of one account or of all. */
export async function absences(trx: Trx, account: string | null): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`
    select x.id, json_build_object('id', a.id, 'name', a.name) as account, x.from_at as "from", x.until_at as until,
      case when d.id is null then null else json_build_object('id', d.id, 'name', d.name) end as deputy
    from absence x join account a on a.id = x.account left join account d on d.id = x.deputy
    where x.until_at > now() and ${account === null ? sql`true` : sql`x.account = ${account}`} order by x.from_at, a.name`.execute(trx);
  return rows;
}

export interface NewAbsence {
  account: string;
  from: Date;
  until: Date;
  deputy: string | null;
  by: string;
}

export async function insertAbsence(trx: Trx, { account, from, until, deputy, by }: NewAbsence): Promise<string> {
  const row = await trx
    .insertInto('absence')
    .values({ account, from_at: from, until_at: until, deputy, created_by: by })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** One that has begun ends now, so that what was handed on comes back; one that has not is gone. */
export async function endAbsence(trx: Trx, id: string): Promise<void> {
  await sql`update absence set until_at = now() where id = ${id} and begun_at is not null and from_at < now()`.execute(trx);
  await trx.deleteFrom('absence').where('id', '=', id).where('begun_at', 'is', null).execute();
}

const isAway = (account: RawBuilder<unknown>) =>
  sql<boolean>`exists (select 1 from absence x where x.account = ${account} and x.from_at <= now() and x.until_at > now())`;

/** Who has the work of this account now: itself, while it is away its deputy, and nobody where there is none or the deputy is away too. */
export const standInOf = (account: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql<string | null>`(case when not ${isAway(account)} then ${account} else (select y.deputy from absence y where y.account = ${account}
    and y.from_at <= now() and y.until_at > now() and not ${isAway(sql`y.deputy`)} order by y.from_at limit 1) end)`;

interface Handed {
  task: string;
  request: string;
  owner: string;
}

/** Hands the work of whoever is away now to the deputy or the line, and gives back what is left of it to whoever has come back. Each is told. */
export async function handOnForAbsences(trx: Trx): Promise<void> {
  await begin(trx);
  await end(trx);
}

/** What is put off beyond the absence stays where it is. */
async function begin(trx: Trx): Promise<void> {
  const { rows } = await sql<Handed>`
    with begun as (update absence set begun_at = now() where begun_at is null and from_at <= now() and until_at > now() returning account, until_at),
      away as (update account a set presence = 'offline', presence_reason = null, presence_at = now() from begun where a.id = begun.account and a.presence <> 'offline')
    select t.id as task, t.request, t.assignee as owner from begun join task t on t.assignee = begun.account and t.state = 'assigned'
    where t.deferred_until is null or t.deferred_until < begun.until_at order by t.id`.execute(trx);
  for (const handed of rows) await handOn(trx, handed);
}

/** To the deputy, even above capacity; else back into the line, where whoever is able gets it. */
export async function handOn(trx: Trx, { task, request, owner }: Handed): Promise<void> {
  const { rows } = await sql<{ deputy: string | null }>`select ${standInOf(sql`${owner}::uuid`)} as deputy`.execute(trx);
  const deputy = rows[0]?.deputy ?? null;
  if (deputy === owner) return;
  const { deferred_until, defer_reason } = await trx
    .selectFrom('task')
    .select(['deferred_until', 'defer_reason'])
    .where('id', '=', task)
    .executeTakeFirstOrThrow();
  const refusal = deputy ? await assignTo(trx, { task, account: deputy, from: owner, byLead: true, overCapacity: true }) : 'no-deputy';
  if (refusal) await putBack(trx, task);
  await trx.updateTable('task').set({ stand_in_for: owner, deferred_until, defer_reason }).where('id', '=', task).execute();
  const given = refusal === null && deputy ? [{ task, request, account: deputy }] : await assignTask(trx, task);
  if (given.length > 0) await tellAssigned(trx, given, 'absence');
  else await tellTask(trx, { task, request, account: owner, kind: 'returned', data: { by: 'absence' }, actor: { type: 'system' } });
}

/** What somebody else has begun stays theirs; what waits, rests or was not looked at goes back. */
async function end(trx: Trx): Promise<void> {
  const { rows } = await sql<Handed>`
    with ended as (update absence set ended_at = now() where ended_at is null and begun_at is not null and until_at <= now() returning account)
    select t.id as task, t.request, t.stand_in_for as owner from ended join task t on t.stand_in_for = ended.account
    where not ${isAway(sql`ended.account`)} and (t.state = 'waiting' or t.state = 'assigned' and (t.unread or t.deferred_until > now()))`.execute(
    trx,
  );
  for (const { task, request, owner } of rows) {
    const { deferred_until, defer_reason } = await trx
      .selectFrom('task')
      .select(['deferred_until', 'defer_reason'])
      .where('id', '=', task)
      .executeTakeFirstOrThrow();
    const refusal = await assignTo(trx, { task, account: owner, from: null, byLead: true, overCapacity: true });
    await trx
      .updateTable('task')
      .set({ stand_in_for: null, ...(refusal ? {} : { deferred_until, defer_reason }) })
      .where('id', '=', task)
      .execute();
    if (!refusal) await tellAssigned(trx, [{ task, request, account: owner }], 'absence');
  }
}
