import { sql } from 'kysely';
import type { Trx } from './client.ts';
import type { DifferenceOutcome } from './schema.ts';

/**
 * A folder's mails, on the server and in the ledger, as of `countedAt` (null: never). Under its present numbering `onServer + vanished = inLedger + before + missing`.
 */
export interface FolderAccount {
  mailbox: string;
  name: string;
  /** Still looked through, or one of ours (`:delivery`, `:import`); else it was looked through once. */
  active: boolean;
  onServer: number | null;
  inLedger: number;
  /** On the server since before our time: left alone. */
  before: number;
  /** In the ledger, and moved or deleted on the server since. */
  vanished: number;
  missing: number;
  /** Rows of the ledger under numberings that the server has given up. */
  earlier: number;
  countedAt: Date | null;
  /** Why it cannot be read. */
  error: string | null;
}

export async function folderAccounts(trx: Trx): Promise<FolderAccount[]> {
  const { rows } = await sql<FolderAccount>`
    select f.mailbox, f.name, (f.name = any (m.folders) or f.name like ':%') as active, f.on_server as "onServer", f.in_ledger as "inLedger", f.before_count as before, f.vanished, f.missing,
      (select count(*)::int from inbound_mail i where i.mailbox = f.mailbox and i.folder = f.name and i.uid_validity <> f.uid_validity) as earlier,
      f.counted_at as "countedAt", f.error
    from mailbox_folder f join mailbox m on m.id = f.mailbox order by f.mailbox, array_position(m.folders, f.name), f.name`.execute(trx);
  return rows;
}

export interface Difference {
  id: string;
  mailbox: string;
  folder: string;
  uid: string;
  foundAt: Date;
  tries: number;
  settledAt: Date | null;
  outcome: DifferenceOutcome | null;
}

/** What the server had and the ledger had not: those that wait first, then the newest; at most 200. */
export async function differences(trx: Trx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select id, mailbox, folder, uid, found_at as "foundAt", tries, settled_at as "settledAt", outcome
    from mail_difference order by settled_at is not null, id desc limit 200`.execute(trx);
  return rows;
}
