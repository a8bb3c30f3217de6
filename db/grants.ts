import { sql } from 'kysely';
import type { GrantKind, GrantsBefore } from '../domain/request/competence.ts';
import { dayAt } from './calendars.ts';
import type { Trx } from './client.ts';
import { competenceLimits } from './competence-limits.ts';

/** The day that "per day" counts. */
const today = dayAt(sql`now()`);

export interface EarlierGrant {
  number: string;
  day: string;
  kind: GrantKind;
  amount: number;
}

/**
 * What is to be known before a person grants something. Of several tasks of one person one is weighed after the other, so that together they stay within
 * the day: it holds until the commit.
 */
export async function grantsBefore(
  trx: Trx,
  { request, task, account, kind }: { request: string; task: string; account: string; kind: GrantKind },
): Promise<GrantsBefore> {
  await sql`select pg_advisory_xact_lock(hashtext('granted'), hashtext(${account}))`.execute(trx);
  const [limits, { rows }] = await Promise.all([
    competenceLimits(trx),
    sql<Omit<GrantsBefore, 'limits'>>`
    select coalesce((select k.level from account_skill k where k.account = ${account} and k.skill = 'competence'), 1) as level,
      (select json_build_object('kind', g.kind, 'amount', g.amount) from granted g where g.task = ${task} and g.state = 'granted') as settled,
      (select coalesce(sum(g.amount), 0)::float8 from granted g where g.request = ${request} and g.task <> ${task} and g.state = 'granted') as "inCase",
      (select coalesce(sum(g.amount), 0)::float8 from granted g where g.account = ${account} and g.day = ${today} and g.kind = ${kind} and g.task <> ${task} and g.state = 'granted') as today,
      (select count(distinct g.request)::int from granted g join request r on r.id = g.request, request own
        where own.id = ${request} and ${sameCustomer} and r.id <> own.id and g.state = 'granted' and g.at > now() - interval '12 months') as cases,
      (select coalesce(json_agg(json_build_object('account', g.account, 'level', g.level, 'amount', g.amount) order by g.at), '[]') from granted g
        where g.request = ${request} and g.state = 'proposed') as proposers`.execute(trx),
  ]);
  return { ...rows[0]!, limits };
}

/** What a task's form grants, or proposes to the next level; a grant ends the round. */
export async function writeGrant(
  trx: Trx,
  {
    request,
    task,
    account,
    ...row
  }: { request: string; task: string; account: string; level: number; kind: GrantKind; amount: number; state: 'granted' | 'proposed' },
): Promise<void> {
  if (row.state === 'granted') await forgetProposals(trx, request);
  await trx
    .insertInto('granted')
    .values({ task, request, account, day: today, ...row })
    .onConflict((conflict) => conflict.column('task').doUpdateSet(row))
    .execute();
}

/** Nothing is proposed any more: what the task's form said before counts for nothing. */
export async function takeGrantBack(trx: Trx, task: string): Promise<void> {
  await trx.deleteFrom('granted').where('task', '=', task).execute();
}

/** What open tasks of a request reserved for an answer that was taken back. */
export async function takeReservedBack(trx: Trx, request: string): Promise<void> {
  await trx
    .deleteFrom('granted')
    .where('request', '=', request)
    .where('task', 'in', (eb) =>
      eb.selectFrom('task').select('id').where('request', '=', request).where('state', 'in', ['waiting', 'assigned']),
    )
    .execute();
}

/** A round is over, by a grant or by a refusal. @returns who had proposed it first. */
export async function forgetProposals(trx: Trx, request: string): Promise<string | null> {
  const gone = await trx
    .deleteFrom('granted')
    .where('request', '=', request)
    .where('state', '=', 'proposed')
    .returning(['account', 'at'])
    .execute();
  return gone.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]?.account ?? null;
}

/** The last task of a request whose form was completed, and who had it. */
export function lastFormTask(trx: Trx, request: string) {
  return trx
    .selectFrom('task')
    .select(['id', 'assignee'])
    .where('request', '=', request)
    .where('state', '=', 'completed')
    .where('form', 'is not', null)
    .orderBy('completed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What this customer was granted in other requests within twelve months, the latest first. */
export async function earlierGrants(trx: Trx, request: string, limit: number): Promise<EarlierGrant[]> {
  const { rows } = await sql<EarlierGrant>`
    select r.number, g.day::text as day, g.kind, g.amount::float8 as amount from granted g join request r on r.id = g.request, request own
    where own.id = ${request} and ${sameCustomer} and r.id <> own.id and g.state = 'granted' and g.at > now() - interval '12 months'
    order by g.at desc limit ${limit}`.execute(trx);
  return rows;
}

/** Requests `r` and `own`. */
const sameCustomer = sql`(r.customer = own.customer or (own.customer is null and r.requester_address = own.requester_address))`;
