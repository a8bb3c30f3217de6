import { sql } from 'kysely';
import { asTenant, type Db, type Trx } from './client.ts';
import { inHand, loadOf } from './routing-order.ts';
import type { Presence, Role } from './schema.ts';

/** Who makes a call. */
export interface SignedIn {
  id: string;
  tenant: string;
  name: string;
  email: string;
  roles: Role[];
  language: 'de' | 'en';
  tokenHash: Buffer;
}

const slidingExpiry = sql<Date>`least(now() + interval '12 hours', created_at + interval '7 days')`;

/** @returns null where the address is unknown or the account switched off. */
export async function findForSignIn(db: Db, email: string): Promise<{ tenant: string; id: string; passwordHash: string } | null> {
  const { rows } = await sql<{
    tenant: string;
    id: string;
    password_hash: string;
  }>`select * from sign_in_account(${email}::citext)`.execute(db);
  const row = rows[0];
  return row ? { tenant: row.tenant, id: row.id, passwordHash: row.password_hash } : null;
}

/** Twelve hours without a call end a session, seven days in any case. */
export async function openSession(trx: Trx, account: string, tokenHash: Buffer): Promise<void> {
  await trx
    .insertInto('session')
    .values({ account, token_hash: tokenHash, expires_at: sql<Date>`now() + interval '12 hours'` })
    .execute();
}

/** Whose session it is; prolongs it (written at most once a minute or so: it is also the person's sign of life). */
export async function accountOfSession(db: Db, tokenHash: Buffer): Promise<SignedIn | null> {
  const { rows } = await sql<{ tenant: string; account: string }>`select * from session_of(${tokenHash})`.execute(db);
  const session = rows[0];
  if (!session) return null;
  return asTenant(db, session.tenant, async (trx) => {
    await trx
      .updateTable('session')
      .set({ seen_at: new Date(), expires_at: slidingExpiry })
      .where('token_hash', '=', tokenHash)
      .where('seen_at', '<', sql<Date>`now() - interval '45 seconds'`)
      .execute();
    const account = await trx
      .selectFrom('account')
      .select(['id', 'name', 'email', 'roles', 'language'])
      .where('id', '=', session.account)
      .where('active', '=', true)
      .executeTakeFirst();
    return account ? { ...account, language: account.language === 'en' ? 'en' : 'de', tenant: session.tenant, tokenHash } : null;
  });
}

export async function revokeSession(trx: Trx, tokenHash: Buffer): Promise<void> {
  await trx
    .updateTable('session')
    .set({ revoked_at: new Date() })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .execute();
}

/** @param except the session that asked for it and may stay. */
export async function revokeSessionsOf(trx: Trx, account: string, except: Buffer | null = null): Promise<void> {
  let query = trx.updateTable('session').set({ revoked_at: new Date() }).where('account', '=', account).where('revoked_at', 'is', null);
  if (except) query = query.where('token_hash', '!=', except);
  await query.execute();
}

export async function passwordHashOf(trx: Trx, account: string): Promise<string> {
  return (await trx.selectFrom('account').select('password_hash').where('id', '=', account).executeTakeFirstOrThrow()).password_hash;
}

export async function setPasswordHash(trx: Trx, account: string, hash: string): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('account').set({ password_hash: hash }).where('id', '=', account).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What the app's frame shows of whoever is signed in. */
export async function profileOf(trx: Trx, account: string) {
  return trx
    .selectFrom('account as a')
    .innerJoin('tenant', 'tenant.id', 'a.tenant')
    .select([
      'a.id',
      'a.name',
      'a.email',
      'a.roles',
      'a.language',
      'a.presence',
      'a.presence_reason',
      'a.presence_at',
      'a.presence_until',
      'a.capacity',
      'tenant.name as tenant_name',
      'tenant.language as tenant_language',
    ])
    .select(loadOf(sql`a.id`).as('load'))
    .select(
      sql<
        { channel: string; capacity: number; load: number }[]
      >`(select coalesce(json_agg(json_build_object('channel', c.key, 'capacity', c.value::int, 'load',
        (select coalesce(sum(l.points), 0)::int from task l where l.assignee = a.id and l.channel = c.key and ${inHand})) order by c.key), '[]')
        from jsonb_each_text(a.channel_capacity) c)`.as('channels'),
    )
    .where('a.id', '=', account)
    .executeTakeFirstOrThrow();
}

export async function changeOwn(
  trx: Trx,
  account: string,
  change: { language?: string; presence?: Presence; reason?: string | null },
): Promise<void> {
  if (change.language !== undefined)
    await trx.updateTable('account').set({ language: change.language }).where('id', '=', account).execute();
  if (change.presence === undefined) return;
  await trx
    .updateTable('account')
    .set({
      presence: change.presence,
      presence_reason: change.presence === 'available' ? null : (change.reason ?? null),
      presence_at: new Date(),
      presence_until:
        change.presence === 'after-work'
          ? sql<Date>`(select now() + make_interval(mins => p.after_work_minutes) from routing_policy p)`
          : null,
    })
    .where('id', '=', account)
    .execute();
}
