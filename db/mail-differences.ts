import { type Selectable, sql } from 'kysely';
import { announce } from './changes.ts';
import type { Trx } from './client.ts';
import type { FolderKey } from './mailbox-folders.ts';
import type { Database, DifferenceOutcome } from './schema.ts';

export type DifferenceRow = Selectable<Database['mail_difference']>;

/** Notes mails that the server has and the ledger lacks. @returns how many were not known yet. */
export async function recordDifferences(trx: Trx, { mailbox, folder, uidValidity }: FolderKey, uids: number[]): Promise<number> {
  if (uids.length === 0) return 0;
  const rows = await trx
    .insertInto('mail_difference')
    .values(uids.map((uid) => ({ mailbox, folder, uid_validity: String(uidValidity), uid })))
    .onConflict((conflict) => conflict.columns(['mailbox', 'folder', 'uid_validity', 'uid']).doNothing())
    .returning('id')
    .execute();
  if (rows.length > 0) await announce(trx, [{ entity: 'mailbox', id: mailbox }]);
  return rows.length;
}

/** Those that wait, of one folder, longest first. */
export function openDifferences(trx: Trx, { mailbox, folder }: FolderKey, limit: number): Promise<DifferenceRow[]> {
  return trx
    .selectFrom('mail_difference')
    .selectAll()
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .where('settled_at', 'is', null)
    .orderBy('tries')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function noteDifferenceTry(trx: Trx, id: string): Promise<void> {
  await sql`update mail_difference set tries = tries + 1 where id = ${id}`.execute(trx);
}

export async function settleDifference(trx: Trx, { id, mailbox }: DifferenceRow, outcome: DifferenceOutcome): Promise<void> {
  await trx
    .updateTable('mail_difference')
    .set({ outcome, settled_at: new Date() })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .execute();
  await announce(trx, [{ entity: 'mailbox', id: mailbox }]);
}
