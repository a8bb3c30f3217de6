import type { Selectable } from 'kysely';
import { announce } from './changes.ts';
import type { Trx } from './client.ts';
import type { Database } from './schema.ts';

export type MailboxRow = Selectable<Database['mailbox']>;

export function mailboxById(trx: Trx, id: string): Promise<MailboxRow | undefined> {
  return trx.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst();
}

export function mailboxOfOutbox(trx: Trx, outbox: string): Promise<MailboxRow | undefined> {
  return trx
    .selectFrom('mailbox')
    .selectAll()
    .where('id', '=', (eb) => eb.selectFrom('outbox').select('mailbox').where('id', '=', outbox))
    .executeTakeFirst();
}

export type OwnMailbox = Pick<MailboxRow, 'id' | 'address' | 'topic' | 'language'>;

/** All of the tenant's mailboxes, switched off or not: their addresses are ours. */
export function ownMailboxes(trx: Trx): Promise<OwnMailbox[]> {
  return trx.selectFrom('mailbox').select(['id', 'address', 'topic', 'language']).execute();
}

/** The folder is numbered anew (or seen for the first time): reading starts from the beginning; the ledger tells what is known. */
export async function startFolder(trx: Trx, id: string, uidValidity: bigint): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ uid_validity: String(uidValidity), last_uid: 0 })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('uid_validity', 'is', null), eb('uid_validity', '!=', String(uidValidity))]))
    .execute();
}

/** Never backwards: two watchers may overlap for a moment after a lost heartbeat. */
export async function advanceFolder(trx: Trx, id: string, { uidValidity, uid }: { uidValidity: bigint; uid: number }): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set((eb) => ({ last_uid: eb.fn<string>('greatest', ['last_uid', eb.val(uid)]) }))
    .where('id', '=', id)
    .where('uid_validity', '=', String(uidValidity))
    .execute();
}

export async function recordSuccess(trx: Trx, id: string, serverCount: number): Promise<void> {
  const before = await trx.selectFrom('mailbox').select('last_error').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) return;
  await trx
    .updateTable('mailbox')
    .set({ last_success_at: new Date(), server_count: serverCount, last_error: null })
    .where('id', '=', id)
    .execute();
  if (before.last_error !== null) await announce(trx, [{ entity: 'mailbox', id }]);
}

/** `error` in plain words, without secrets. */
export async function recordFailure(trx: Trx, id: string, error: string): Promise<void> {
  const before = await trx.selectFrom('mailbox').select('last_error').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) return;
  await trx.updateTable('mailbox').set({ last_error: error, last_error_at: new Date() }).where('id', '=', id).execute();
  if (before.last_error !== error) await announce(trx, [{ entity: 'mailbox', id }]);
}
