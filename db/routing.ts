import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';
import {
  fitsIn,
  hasRoom,
  hasSkills,
  inLine,
  lineKeys,
  loadsByChannel,
  loadsOf,
  mayBePushed,
  mayGet,
  needsWhatTheyCan,
} from './routing-order.ts';
import { drawAlong, moreWaits } from './together.ts';

export interface Assigned {
  task: string;
  request: string;
  account: string;
  /** Number of the request of the same customer with which it was given. */
  with?: string;
}
export type Refusal = 'task-gone' | 'task-taken' | 'no-capacity' | 'missing-skill';

/**
 * Push: gives one waiting task to the best available agent with room, as chooseAgent says: the preferred one (who had the request before) within the policy's bound,
 * then the least loaded, then the longest idle. Locks task, then agent. Writes no timeline and no news: the caller does.
 * @param except someone who just gave it back.
 * @returns the task, and what of the same customer went along; empty where it goes on waiting.
 */
export async function assignTask(trx: Trx, task: string, except: string | null = null): Promise<Assigned[]> {
  const candidates = await sql<Candidate>`
    with able as (
      select t.id as task, t.request, t.preferred, t.points, t.channel, a.id, a.capacity, has.load, p.owner_extra_points
      from task t cross join routing_policy p cross join account a cross join lateral ${loadsOf(sql`a.id`, sql`t.channel`)} has
      where t.id = ${task} and ${inLine} and a.presence = 'available' and ${mayGet} and ${mayBePushed} and ${hasRoom(sql`t.points`, sql`t.channel`)} and a.id is distinct from ${except}::uuid)
    select able.id, able.request, able.points, able.channel from able join task t on t.id = able.task and ${inLine}
    order by (able.id is not distinct from able.preferred and able.load <= (select min(load) from able) + able.owner_extra_points) desc, able.load::numeric / nullif(able.capacity, 0),
      (select max(greatest(h.assigned_at, h.completed_at)) from task h where h.assignee = able.id) nulls first, able.id for update of t skip locked`.execute(
    trx,
  );
  if (candidates.rows.length === 0) return [];
  const nobody = sql`savepoint nobody`.execute(trx);
  const tryToGive = async (candidate: Candidate, mode: 'skip' | 'wait'): Promise<Assigned[] | 'busy' | 'full'> => {
    const locked = await lockAccount(trx, candidate.id, candidate, mode);
    if (locked !== null && locked !== 'busy' && locked.available && locked.hasRoom)
      return giveWithMore(trx, { task, request: candidate.request, account: candidate.id });
    return locked === 'busy' ? 'busy' : 'full';
  };
  // First whoever nobody else is giving work to this moment; only when all are taken, wait for one: else a free agent could be overlooked.
  const busy: Candidate[] = [];
  for (const candidate of candidates.rows) {
    const [outcome] = await Promise.all([tryToGive(candidate, 'skip'), nobody]);
    if (typeof outcome !== 'string') return outcome;
    if (outcome === 'busy') busy.push(candidate);
  }
  for (const candidate of busy) {
    // Gives the locks back: whoever waits for a person holds no other, so two can never wait for each other.
    await sql`rollback to savepoint nobody`.execute(trx);
    const outcome = await tryToGive(candidate, 'wait');
    if (typeof outcome !== 'string') return outcome;
  }
  return [];
}

interface Weight {
  points: number;
  channel: string;
}
type Candidate = Weight & { id: string; request: string };

/**
 * Pull: the next task of the line that this person may get and has room for, whatever their presence.
 * @returns it, and what of the same customer went along; empty where there is none: `whyNone` tells why.
 */
export async function assignNext(trx: Trx, account: string): Promise<Assigned[]> {
  return giveFirst(trx, account, sql`true`);
}

async function giveFirst(trx: Trx, account: string, only: RawBuilder<unknown>): Promise<Assigned[]> {
  const next = await lockFirst(trx, account, only);
  if (!next) return [];
  const locked = await lockAccount(trx, account, next, 'wait');
  if (locked === null || locked === 'busy' || !locked.hasRoom) return [];
  return giveWithMore(trx, { task: next.id, request: next.request, account });
}

/**
 * Locks the first task that this person may get and that nobody else is giving out this moment. Person and policy are read once; the first few of the line are found without
 * locking (sorting what is to be locked carries whole rows, and took most of the time), then the first free one of them is locked and looked at again.
 */
async function lockFirst(trx: Trx, account: string, only: RawBuilder<unknown>): Promise<(Weight & { id: string; request: string }) | null> {
  const { rows } = await sql<Weight & { id: string; request: string }>`
    with a as materialized (select person.*, array_append(person.abilities, '') as reach, has.* from account person cross join lateral ${loadsByChannel} has where person.id = ${account}),
      first as materialized (select t.id, ${lineKeys} from a cross join routing_policy p join task t on ${needsWhatTheyCan}
        where ${inLine} and ${mayGet} and ${fitsIn} and ${only}
        order by s1, s2, s3, s4, s5, t.id limit 20)
    select t.id, t.request, t.points, t.channel from first join task t on t.id = first.id
    where ${inLine} and not ${account}::uuid = any(t.declined_by) order by s1, s2, s3, s4, s5, t.id limit 1 for update of t skip locked`.execute(
    trx,
  );
  return rows[0] ?? null;
}

/** Gives an available person work until they are full or nothing fits. Writes no timeline and no news: the caller does. */
export async function fillUp(trx: Trx, account: string): Promise<Assigned[]> {
  const given: Assigned[] = [];
  const person = await trx.selectFrom('account').select(['presence', 'capacity']).where('id', '=', account).executeTakeFirst();
  if (person?.presence !== 'available') return given;
  while (given.length < person.capacity) {
    const next = await giveFirst(trx, account, mayBePushed);
    if (next.length === 0) break;
    given.push(...next);
  }
  return given;
}

/**
 * The first of someone's own open tasks, in the order of the line; those whose customer has been answered and not written since come last.
 * @param except the request that they have before them.
 */
export async function firstOwn(trx: Trx, account: string, except: string | null): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select t.id, ${lineKeys} from task t cross join routing_policy p join request r on r.id = t.request
    where t.assignee = ${account} and t.state = 'assigned' and (t.deferred_until is null or t.deferred_until <= now()) and t.request is distinct from ${except}::uuid
    order by r.owed_since is null and r.first_responded_at is not null, s1, s2, s3, s4, s5, t.id limit 1`.execute(trx);
  return rows[0]?.id ?? null;
}

/** Why `assignNext` found nothing. */
export async function whyNone(trx: Trx, account: string): Promise<'nothing-waiting' | 'no-capacity' | 'missing-skill'> {
  const { rows } = await sql<{ waiting: boolean; able: boolean }>`
    select exists (select 1 from task t where ${inLine}) as waiting,
      exists (select 1 from task t join account a on a.id = ${account} where ${inLine} and ${mayGet}) as able`.execute(trx);
  if (rows[0]?.able) return 'no-capacity';
  return rows[0]?.waiting ? 'missing-skill' : 'nothing-waiting';
}

/**
 * Gives one named task to one named person.
 * @param from who has it now and loses it knowingly; null: nobody may have it. A lead moves it from anyone.
 */
export async function assignTo(
  trx: Trx,
  {
    task,
    account,
    from,
    byLead = false,
    overCapacity = false,
  }: { task: string; account: string; from: string | null; byLead?: boolean; overCapacity?: boolean },
): Promise<Refusal | null> {
  const row = await trx
    .selectFrom('task')
    .select(['state', 'assignee', 'points', 'channel', 'deferred_until'])
    .where('id', '=', task)
    .forUpdate()
    .executeTakeFirst();
  if (!row || (row.state !== 'waiting' && row.state !== 'assigned')) return 'task-gone';
  if (row.assignee === account) return null;
  if (row.assignee !== null && !byLead && row.assignee !== from) return 'task-taken';
  const able = await sql<{
    able: boolean;
  }>`select ${hasSkills} as able from task t join account a on a.id = ${account} where t.id = ${task}`.execute(trx);
  if (!able.rows[0]?.able) return 'missing-skill';
  const locked = await lockAccount(trx, account, row, 'wait');
  if (locked === null || locked === 'busy') return 'missing-skill';
  if (!overCapacity && !locked.hasRoom) return 'no-capacity';
  await give(trx, task, account);
  // Who had it before may have read it; whoever gets it has not.
  if (byLead) await trx.updateTable('task').set({ unread: true }).where('id', '=', task).execute();
  return null;
}

/** Back to the waiting line. @param by who gives it back: it is not pushed to them again until someone else has had it. */
export async function putBack(trx: Trx, task: string, by: string | null = null): Promise<void> {
  await trx
    .updateTable('task')
    .set({
      state: 'waiting',
      assignee: null,
      assigned_at: null,
      preferred: null,
      reserved_until: null,
      returned_by: by,
      unread: true,
      deferred_until: null,
      defer_reason: null,
    })
    .where('id', '=', task)
    .execute();
}

async function giveWithMore(trx: Trx, given: Assigned): Promise<Assigned[]> {
  return (await give(trx, given.task, given.account)) ? [given, ...(await drawAlong(trx, given))] : [given];
}

/** @returns whether something else of its customer waits. */
async function give(trx: Trx, task: string, account: string): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    with given as (update task set state = 'assigned', assignee = ${account}, assigned_at = ${new Date()}, returned_by = null, deferred_until = null, defer_reason = null,
      together_with = null where id = ${task} returning id, request)
    select ${moreWaits} as more from given`.execute(trx);
  return rows[0]?.more ?? false;
}

/** The load is read in a statement of its own after the lock, so that it sees what others gave meanwhile. NO KEY: rows that refer to the account need not wait. */
async function lockAccount(
  trx: Trx,
  account: string,
  { points, channel }: Weight,
  mode: 'skip' | 'wait',
): Promise<{ hasRoom: boolean; available: boolean } | 'busy' | null> {
  const wait = sql.raw(mode === 'skip' ? 'skip locked' : '');
  const [locked, now] = await Promise.all([
    sql<{
      presence: string;
      active: boolean;
    }>`select presence, active from account where id = ${account} for no key update ${wait}`.execute(trx),
    sql<{ hasRoom: boolean }>`select ${hasRoom(sql`${points}::int`, sql`${channel}::text`)} as "hasRoom"
      from account a cross join lateral ${loadsOf(sql`a.id`, sql`${channel}::text`)} has where a.id = ${account}`.execute(trx),
  ]);
  const row = locked.rows[0];
  if (!row) return mode === 'skip' ? 'busy' : null;
  if (!row.active) return null;
  return { hasRoom: now.rows[0]?.hasRoom ?? false, available: row.presence === 'available' };
}
