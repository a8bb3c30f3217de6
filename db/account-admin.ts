import { sql } from 'kysely';
import { json, type Trx } from './client.ts';
import type { Presence, Role } from './schema.ts';

export interface AccountRow {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  language: 'de' | 'en';
  presence: Presence;
  capacity: number;
  active: boolean;
  skills: { key: string; level: number }[];
  topics: string[];
  createdAt: Date;
}
export interface AccountFields {
  name?: string | undefined;
  roles?: Role[] | undefined;
  language?: string | undefined;
  capacity?: number | undefined;
  active?: boolean | undefined;
}

export async function accountRows(trx: Trx, id: string | null = null): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.email, a.name, a.roles, a.language, a.presence, a.capacity, a.active, a.created_at as "createdAt",
      (select coalesce(json_agg(json_build_object('key', k.skill, 'level', k.level) order by k.skill), '[]') from account_skill k where k.account = a.id) as skills,
      (select coalesce(json_agg(w.topic order by w.topic), '[]') from account_topic w where w.account = a.id) as topics
    from account a where ${id === null ? sql`true` : sql`a.id = ${id}`} order by a.active desc, a.name, a.id`.execute(trx);
  return rows;
}

export async function insertAccount(
  trx: Trx,
  account: { email: string; passwordHash: string; name: string; roles: Role[]; language: string; capacity: number },
): Promise<string> {
  const { passwordHash, ...fields } = account;
  return (
    await trx
      .insertInto('account')
      .values({ ...fields, password_hash: passwordHash })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
}

/** @returns false where there is no such account. */
export async function updateAccount(trx: Trx, id: string, fields: AccountFields): Promise<boolean> {
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof AccountFields]: NonNullable<AccountFields[K]>;
  };
  if (Object.keys(set).length === 0)
    return (await trx.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
  const { numUpdatedRows } = await trx.updateTable('account').set(set).where('id', '=', id).executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function setSkills(trx: Trx, account: string, skills: { key: string; level: number }[]): Promise<void> {
  await trx.deleteFrom('account_skill').where('account', '=', account).execute();
  const levels = new Map(skills.map(({ key, level }) => [key, level]));
  if (levels.size > 0)
    await trx
      .insertInto('account_skill')
      .values([...levels].map(([skill, level]) => ({ account, skill, level })))
      .execute();
}

export async function setTopics(trx: Trx, account: string, topics: string[]): Promise<void> {
  await trx.deleteFrom('account_topic').where('account', '=', account).execute();
  if (topics.length > 0)
    await trx
      .insertInto('account_topic')
      .values([...new Set(topics)].map((topic) => ({ account, topic })))
      .execute();
}

/** Active administrators, locked: two at once cannot switch each other off. */
export async function activeAdministrators(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from account where active and 'administrator' = any(roles) order by id for no key update`.execute(trx);
  return rows.map(({ id }) => id);
}

/** All tasks of someone who is leaving go back to the line. @returns them, for news and for whoever gets them next. */
export async function releaseTasks(trx: Trx, account: string): Promise<{ id: string; request: string }[]> {
  const { rows } = await sql<{
    id: string;
    request: string;
  }>`select id, request from task where assignee = ${account} and state = 'assigned' order by id for update`.execute(trx);
  for (const { id, request } of rows) {
    await trx
      .updateTable('task')
      .set({ state: 'waiting', assignee: null, assigned_at: null, preferred: null, deferred_until: null, defer_reason: null })
      .where('id', '=', id)
      .execute();
    await trx
      .insertInto('timeline')
      .values({ request, kind: 'returned', data: json({ task: id, by: 'account-off' }), actor: json({ type: 'system' }) })
      .execute();
  }
  return rows;
}
