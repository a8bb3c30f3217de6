import { type Selectable, sql } from 'kysely';
import { announce } from './changes.ts';
import type { Db, Trx } from './client.ts';
import { kept } from './kept.ts';
import type { Database } from './schema.ts';

export type MailboxRow = Selectable<Database['mailbox']>;

export function mailboxById(trx: Trx, id: string): Promise<MailboxRow | undefined> {
  return trx.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst();
}

export type OwnMailbox = Pick<MailboxRow, 'id' | 'address' | 'topic' | 'language' | 'imap'>;

/** All of the tenant's mailboxes, switched off or not: their addresses are ours. */
export function ownMailboxes(trx: Trx): Promise<OwnMailbox[]> {
  return kept(trx, 'mailboxes', () => trx.selectFrom('mailbox').select(['id', 'address', 'topic', 'language', 'imap']).execute());
}

/** A round through all folders went well. */
export async function recordSuccess(trx: Trx, id: string): Promise<void> {
  const before = await trx.selectFrom('mailbox').select(['last_error', 'silent_since']).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) return;
  await trx
    .updateTable('mailbox')
    .set({ last_success_at: new Date(), last_error: null, silent_since: null })
    .where('id', '=', id)
    .execute();
  if (before.last_error !== null || before.silent_since !== null) await announce(trx, [{ entity: 'mailbox', id }]);
}

/** `error` in plain words, without secrets. */
export async function recordFailure(trx: Trx, id: string, error: string): Promise<void> {
  const before = await trx.selectFrom('mailbox').select('last_error').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) return;
  await trx.updateTable('mailbox').set({ last_error: error, last_error_at: new Date() }).where('id', '=', id).execute();
  if (before.last_error !== error) await announce(trx, [{ entity: 'mailbox', id }]);
}

export interface MailboxAtAddress {
  /** As it was asked for. */
  address: string;
  tenant: string;
  id: string;
  active: boolean;
}

/** Whose addresses they are, across all tenants; those that are nobody's are missing. @param addresses without tags. */
export async function mailboxesAt(db: Db, addresses: string[]): Promise<MailboxAtAddress[]> {
  return (await sql<MailboxAtAddress>`select * from mailboxes_at(${addresses})`.execute(db)).rows;
}
