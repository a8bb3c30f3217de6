import type { Trx } from './client.ts';

export interface MailPolicy {
  /** So long after its end a request takes answers, days; later ones begin a request that names it. */
  replyDays: number;
  /** More automatic mails within ten minutes stop all of them. */
  mostAutomatic: number;
  /** Nothing automatic goes out since then. */
  stopped: { at: Date; reason: 'by-hand' | 'too-many'; by: string | null } | null;
}

const byDefault: MailPolicy = { replyDays: 180, mostAutomatic: 300, stopped: null };

/** The tenant's own, or what holds where nobody has said anything. */
export async function mailPolicy(trx: Trx): Promise<MailPolicy> {
  const row = await trx.selectFrom('mail_policy').selectAll().executeTakeFirst();
  if (!row) return byDefault;
  const { reply_days: replyDays, most_automatic: mostAutomatic, stopped_at: at, stop_reason: reason, stopped_by: by } = row;
  return { replyDays, mostAutomatic, stopped: at && { at, reason: reason ?? 'by-hand', by } };
}
