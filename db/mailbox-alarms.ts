import { sql } from 'kysely';
import { announce } from './changes.ts';
import type { Db, Trx } from './client.ts';
import { notifyOfMailbox } from './notifications.ts';

export interface MailboxAlarm {
  tenant: string;
  id: string;
  /** Without a successful round for longer than it may be. */
  silent: boolean;
  /** Since when somebody was told. */
  silentSince: Date | null;
  missing: number;
  /** When somebody has to give consent again, where the provider says. */
  tokenEnds: Date | null;
  tokenFailures: number;
}

/** Of all tenants' active mailboxes, by a function that gives away ids and counts alone. */
export async function mailboxAlarms(db: Db): Promise<MailboxAlarm[]> {
  const { rows } =
    await sql<MailboxAlarm>`select tenant, id, silent, silent_since as "silentSince", missing::int, token_ends as "tokenEnds",
    token_failures as "tokenFailures" from mailbox_alarms()`.execute(db);
  return rows;
}

/** Its silence counts from the last successful round, or from when it was made. */
export async function noteSilence(trx: Trx, id: string, isSilent: boolean): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ silent_since: isSilent ? sql<Date>`coalesce(last_success_at, created_at)` : null })
    .where('id', '=', id)
    .execute();
  if (isSilent) await notifyOfMailbox(trx, id);
  await announce(trx, [{ entity: 'mailbox', id }]);
}
