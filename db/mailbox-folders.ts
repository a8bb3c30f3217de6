import { type Selectable, sql } from 'kysely';
import { announce } from './changes.ts';
import type { Trx } from './client.ts';
import type { Database } from './schema.ts';

export type FolderRow = Selectable<Database['mailbox_folder']>;

/** A folder under one numbering: UIDs mean nothing without it. */
export interface FolderKey {
  mailbox: string;
  folder: string;
  uidValidity: bigint;
}

/** Folders of ours, on no server; the settings refuse names that begin so. */
export type OwnFolder = ':delivery' | ':import';

/** What IMAP calls numbering: no server's is 0 (RFC 3501). */
export const ownValidity = 0;

/**
 * The next numbers in a folder of ours, in the caller's transaction: where it writes a row for each, the counts of the folder are true by that.
 * @returns the first of them.
 */
export async function takeUids(
  trx: Trx,
  { mailbox, folder, count }: { mailbox: string; folder: OwnFolder; count: number },
): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    insert into mailbox_folder as f (mailbox, name, uid_validity, last_uid, on_server, in_ledger, counted_at)
    values (${mailbox}, ${folder}, ${ownValidity}, ${count}, ${count}, ${count}, now())
    on conflict (mailbox, name) do update set last_uid = f.last_uid + ${count}, on_server = f.on_server + ${count}, in_ledger = f.in_ledger + ${count}, counted_at = now()
    returning (last_uid - ${count} + 1)::float8 as first`.execute(trx);
  return rows[0]?.first ?? 0;
}

export function folderRow(trx: Trx, { mailbox, folder }: Pick<FolderKey, 'mailbox' | 'folder'>): Promise<FolderRow | undefined> {
  return trx.selectFrom('mailbox_folder').selectAll().where('mailbox', '=', mailbox).where('name', '=', folder).executeTakeFirst();
}

/** Reading begins at the folder's first mail, whatever was known of it: seen for the first time, numbered anew, or to be read once more. */
export async function beginFolder(
  trx: Trx,
  { mailbox, folder, uidValidity }: FolderKey,
  { since, beforeUids }: { since: Date | null; beforeUids: string },
): Promise<FolderRow> {
  const state = { uid_validity: String(uidValidity), last_uid: 0, since, before_uids: beforeUids, tries: 0, uid_next: null };
  return trx
    .insertInto('mailbox_folder')
    .values({ mailbox, name: folder, ...state })
    .onConflict((conflict) => conflict.columns(['mailbox', 'name']).doUpdateSet(state))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Never backwards: two watchers may overlap for a moment after a lost heartbeat. */
export async function advanceFolder(trx: Trx, { mailbox, folder, uidValidity }: FolderKey, uid: number): Promise<void> {
  await trx
    .updateTable('mailbox_folder')
    .set((eb) => ({ last_uid: eb.fn<string>('greatest', ['last_uid', eb.val(uid)]), tries: 0 }))
    .where('mailbox', '=', mailbox)
    .where('name', '=', folder)
    .where('uid_validity', '=', String(uidValidity))
    .execute();
}

/** @param change what else is to be noted of a folder, under the numbering that it was seen in. */
export async function noteFolder(
  trx: Trx,
  { mailbox, folder, uidValidity }: FolderKey,
  change: Partial<Pick<FolderRow, 'reread' | 'tries'>>,
): Promise<void> {
  await trx
    .updateTable('mailbox_folder')
    .set(change)
    .where('mailbox', '=', mailbox)
    .where('name', '=', folder)
    .where('uid_validity', '=', String(uidValidity))
    .execute();
}

/** @param error in plain words; null: it could be read. A folder that was never read has no row and is told of by its mailbox alone. */
export async function recordFolderError(trx: Trx, mailbox: string, folder: string, error: string | null): Promise<void> {
  await trx
    .updateTable('mailbox_folder')
    .set({ error })
    .where('mailbox', '=', mailbox)
    .where('name', '=', folder)
    .where('error', 'is distinct from', error)
    .execute();
}

/** @returns those of the UIDs that the ledger has no row of, ascending. */
export async function unknownUids(trx: Trx, { mailbox, folder, uidValidity }: FolderKey, uids: number[]): Promise<number[]> {
  if (uids.length === 0) return [];
  const { rows } = await sql<{ uid: string }>`select u as uid from unnest(${uids}::bigint[]) u
    where not exists (select from inbound_mail i where i.mailbox = ${mailbox} and i.folder = ${folder} and i.uid_validity = ${String(uidValidity)} and i.uid = u)
    order by u`.execute(trx);
  return rows.map(({ uid }) => Number(uid));
}

export interface FolderCount {
  onServer: number;
  /** Of these, there before our time. */
  before: number;
  /** Of these, not in the ledger though their turn is over. */
  missing: number;
  uidNext: number;
}

/** Writes down what the server has, beside what the ledger has up to the same UID: `onServer + vanished = inLedger + before + missing`. */
export async function recordCount(trx: Trx, key: FolderKey, { onServer, before, missing, uidNext }: FolderCount): Promise<void> {
  const { mailbox, folder, uidValidity } = key;
  await sql`update mailbox_folder f set on_server = ${onServer}, before_count = ${before}, missing = ${missing}, uid_next = ${uidNext}, counted_at = now(),
      in_ledger = c.count, vanished = c.count - ${onServer - before - missing}::integer
    from (select count(*)::integer as count from inbound_mail i join mailbox_folder k on k.mailbox = i.mailbox and k.name = i.folder
      where i.mailbox = ${mailbox} and i.folder = ${folder} and i.uid_validity = ${String(uidValidity)} and i.uid <= k.last_uid) c
    where f.mailbox = ${mailbox} and f.name = ${folder} and f.uid_validity = ${String(uidValidity)}`.execute(trx);
  await announce(trx, [{ entity: 'mailbox', id: mailbox }]);
}
