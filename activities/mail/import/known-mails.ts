import type { Trx } from '../../../db/client.ts';

/** Which of the mails an import of the same mailbox has taken in before, by their bytes. */
export async function knownHashes(trx: Trx, mailbox: string, mails: { sha256: string }[]): Promise<Set<string>> {
  const hashes = mails.map(({ sha256 }) => sha256);
  const rows = await trx
    .selectFrom('inbound_mail')
    .select('sha256')
    .where('mailbox', '=', mailbox)
    .where('folder', '=', ':import')
    .where('sha256', 'in', hashes)
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** The ledger row of the same mail that came another way. */
export async function copyOf(
  trx: Trx,
  { mailbox, messageId, fingerprint }: { mailbox: string; messageId: string | null; fingerprint: string },
): Promise<string | null> {
  if (messageId === null) return null;
  const row = await trx
    .selectFrom('inbound_mail')
    .select('id')
    .where('mailbox', '=', mailbox)
    .where('message_id', '=', messageId)
    .where('fingerprint', '=', fingerprint)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The request for which this mail went out from here. */
export async function sentFor(trx: Trx, messageId: string): Promise<string | null> {
  const row = await trx.selectFrom('outbox').select('request').where('rfc_message_id', '=', messageId).executeTakeFirst();
  return row?.request ?? null;
}
