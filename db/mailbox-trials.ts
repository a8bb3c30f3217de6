import { type Selectable, sql } from 'kysely';
import { json, type Trx } from './client.ts';
import type { Database, TriedSettings, TrialResult } from './schema.ts';

export type TrialRow = Selectable<Database['mailbox_trial']>;

/** Asks for settings to be tried; earlier ones are forgotten. @param secret sealed; null: the mailbox's own. */
export async function askTrial(
  trx: Trx,
  { mailbox, settings, secret }: { mailbox: string | null; settings: TriedSettings; secret: Buffer | null },
): Promise<string> {
  await trx
    .deleteFrom('mailbox_trial')
    .where('asked_at', '<', sql<Date>`now() - interval '1 hour'`)
    .execute();
  return (
    await trx
      .insertInto('mailbox_trial')
      .values({ mailbox, settings: json(settings), secret })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
}

export function trialById(trx: Trx, id: string): Promise<TrialRow | undefined> {
  return trx.selectFrom('mailbox_trial').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What one of the two servers said. */
export async function noteTrial(trx: Trx, id: string, side: 'imap' | 'smtp', result: TrialResult): Promise<void> {
  await trx
    .updateTable('mailbox_trial')
    .set({ [side]: json(result) })
    .where('id', '=', id)
    .execute();
}

/** Both have answered: what was entered for it is forgotten. */
export async function endTrial(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('mailbox_trial').set({ secret: null }).where('id', '=', id).execute();
}
