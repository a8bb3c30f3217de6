import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { hasSkills, inLine, loadOf, mayGet, serviceLevelOrder } from './routing-order.ts';

export interface Assigned {
  task: string;
  request: string;
  account: string;
}
export type Refusal = 'task-gone' | 'task-taken' | 'no-capacity' | 'missing-skill';

/**
 * Push: gives one waiting task to the best available agent with room: the preferred one (who had the request before), then the least loaded,
 * then the longest idle. Locks task, then agent. Writes no timeline and no news: the caller does.
 * @param except someone who just gave it back.
 * @returns the account, or null where it goes on waiting.
 */
export async function assignTask(trx: Trx, task: string, except: string | null = null): Promise<string | null> {
  const candidates = await sql<{ id: string; points: number }>`
    select a.id, t.points from task t cross join account a cross join lateral (select ${loadOf(sql`a.id`)} as load) now_has
    where t.id = ${task} and ${inLine} and a.presence = 'available' and ${mayGet} and now_has.load + t.points <= a.capacity and a.id is distinct from ${except}::uuid
    order by a.id is not distinct from t.preferred desc, now_has.load::numeric / nullif(a.capacity, 0),
      (select max(greatest(h.assigned_at, h.completed_at)) from task h where h.assignee = a.id) nulls first, a.id for update of t skip locked`.execute(
    trx,
  );
  if (candidates.rows.length === 0) return null;
  const nobody = sql`savepoint nobody`.execute(trx);
  const tryToGive = async ({ id, points }: { id: string; points: number }, mode: 'skip' | 'wait'): Promise<'given' | 'busy' | 'full'> => {
    const locked = await lockAccount(trx, id, mode);
    if (locked !== null && locked !== 'busy' && locked.available && locked.load + points <= locked.capacity) {
      await give(trx, task, id);
      return 'given';
    }
    return locked === 'busy' ? 'busy' : 'full';
  };
  // First whoever nobody else is giving work to this moment; only when all are taken, wait for one: else a free agent could be overlooked.
  const busy: typeof candidates.rows = [];
  for (const candidate of candidates.rows) {
    const [outcome] = await Promise.all([tryToGive(candidate, 'skip'), nobody]);
    if (outcome === 'given') return candidate.id;
    if (outcome === 'busy') busy.push(candidate);
  }
  for (const candidate of busy) {
    // Gives the locks back: whoever waits for a person holds no other, so two can never wait for each other.
    await sql`rollback to savepoint nobody`.execute(trx);
    if ((await tryToGive(candidate, 'wait')) === 'given') return candidate.id;
  }
  return null;
}

/**
 * Pull: the next task by service level that this person may get and has room for, whatever their presence.
 * @returns null where there is none; `whyNone` tells why.
 */
export async function assignNext(trx: Trx, account: string): Promise<Assigned | null> {
  const found = await sql<{ id: string; request: string; points: number }>`
    select t.id, t.request, t.points from task t join request r on r.id = t.request join account a on a.id = ${account}
    where ${inLine} and ${mayGet} and ${loadOf(sql`a.id`)} + t.points <= a.capacity
    order by ${serviceLevelOrder} limit 1 for update of t skip locked`.execute(trx);
  const next = found.rows[0];
  if (!next) return null;
  const locked = await lockAccount(trx, account, 'wait');
  if (locked === null || locked === 'busy' || locked.load + next.points > locked.capacity) return null;
  await give(trx, next.id, account);
  return { task: next.id, request: next.request, account };
}

/** Gives an available person work until they are full or nothing fits. Writes no timeline and no news: the caller does. */
export async function fillUp(trx: Trx, account: string): Promise<Assigned[]> {
  const given: Assigned[] = [];
  const person = await trx.selectFrom('account').select(['presence', 'capacity']).where('id', '=', account).executeTakeFirst();
  if (person?.presence !== 'available') return given;
  while (given.length < person.capacity) {
    const next = await assignNext(trx, account);
    if (!next) break;
    given.push(next);
  }
  return given;
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
    .select(['state', 'assignee', 'points', 'deferred_until'])
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
  const locked = await lockAccount(trx, account, 'wait');
  if (locked === null || locked === 'busy') return 'missing-skill';
  if (!overCapacity && locked.load + row.points > locked.capacity) return 'no-capacity';
  await give(trx, task, account);
  return null;
}

/** Back to the waiting line. */
export async function putBack(trx: Trx, task: string): Promise<void> {
  await trx
    .updateTable('task')
    .set({ state: 'waiting', assignee: null, assigned_at: null, preferred: null, deferred_until: null, defer_reason: null })
    .where('id', '=', task)
    .execute();
}

async function give(trx: Trx, task: string, account: string): Promise<void> {
  await trx
    .updateTable('task')
    .set({ state: 'assigned', assignee: account, assigned_at: new Date(), deferred_until: null, defer_reason: null })
    .where('id', '=', task)
    .execute();
}

/** The load is read in a statement of its own after the lock, so that it sees what others gave meanwhile. NO KEY: rows that refer to the account need not wait. */
async function lockAccount(
  trx: Trx,
  account: string,
  mode: 'skip' | 'wait',
): Promise<{ load: number; capacity: number; available: boolean } | 'busy' | null> {
  const wait = sql.raw(mode === 'skip' ? 'skip locked' : '');
  const [locked, now] = await Promise.all([
    sql<{ capacity: number; presence: string; active: boolean }>`
      select capacity, presence, active from account where id = ${account} for no key update ${wait}`.execute(trx),
    sql<{ load: number }>`select ${loadOf(sql`${account}::uuid`)} as load`.execute(trx),
  ]);
  const row = locked.rows[0];
  if (!row) return mode === 'skip' ? 'busy' : null;
  if (!row.active) return null;
  return { load: now.rows[0]?.load ?? 0, capacity: row.capacity, available: row.presence === 'available' };
}
