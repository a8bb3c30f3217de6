import type { Insertable } from 'kysely';
import { announce } from './changes.ts';
import type { Trx } from './client.ts';
import { kept } from './kept.ts';
import type { Database } from './schema.ts';

export interface MailPolicy {
  /** So long after its end a request takes answers, days; later ones begin a request that names it. */
  replyDays: number;
  /** More automatic mails within ten minutes stop all of them. */
  mostAutomatic: number;
  /** Nothing automatic goes out since then. */
  stopped: { at: Date; reason: 'by-hand' | 'too-many'; by: string | null } | null;
}

const byDefault: MailPolicy = { replyDays: 180, mostAutomatic: 10_000, stopped: null };

/** The tenant's own, or what holds where nobody has said anything. */
export async function mailPolicy(trx: Trx): Promise<MailPolicy> {
  const row = await kept(trx, 'mail policy', () => trx.selectFrom('mail_policy').selectAll().executeTakeFirst());
  if (!row) return byDefault;
  const { reply_days: replyDays, most_automatic: mostAutomatic, stopped_at: at, stop_reason: reason, stopped_by: by } = row;
  return { replyDays, mostAutomatic, stopped: at && { at, reason: reason ?? 'by-hand', by } };
}

/** Minutes in which automatic mails are counted. */
const window = 10;

/** Stops automatic mail where more went out than a day's work can explain. @returns whether it stopped it now. */
export async function stopWhereTooMany(trx: Trx): Promise<boolean> {
  const { mostAutomatic, stopped } = await mailPolicy(trx);
  if (stopped) return false;
  const { count } = await trx
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('purpose', '=', 'automatic')
    .where('created_at', '>', new Date(Date.now() - window * 60_000))
    .executeTakeFirstOrThrow();
  if (Number(count) <= mostAutomatic) return false;
  await stopAutomatic(trx, { reason: 'too-many', by: null });
  return true;
}

/** Nothing automatic goes out from now on; what people write does. */
export async function stopAutomatic(trx: Trx, { reason, by }: { reason: 'by-hand' | 'too-many'; by: string | null }): Promise<void> {
  await savePolicy(trx, { stopped_at: new Date(), stop_reason: reason, stopped_by: by });
}

export async function resumeAutomatic(trx: Trx): Promise<void> {
  await savePolicy(trx, { stopped_at: null, stop_reason: null, stopped_by: null });
}

type Columns = Pick<Insertable<Database['mail_policy']>, 'reply_days' | 'most_automatic' | 'stopped_at' | 'stop_reason' | 'stopped_by'>;

export async function savePolicy(trx: Trx, columns: Columns): Promise<void> {
  await trx
    .insertInto('mail_policy')
    .values(columns)
    .onConflict((conflict) => conflict.column('tenant').doUpdateSet(columns))
    .execute();
  await announce(trx, [{ entity: 'mail' }]);
}
