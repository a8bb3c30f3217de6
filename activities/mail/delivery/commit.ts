import { createHash } from 'node:crypto';
import { asTenant } from '../../../db/client.ts';
import { insertInbound } from '../../../db/inbound-mail.ts';
import { ownValidity, takeUids } from '../../../db/mailbox-folders.ts';
import type { IntakeDependencies } from '../intake.ts';
import { headerFacts } from '../raw-header.ts';

export interface NewDelivery {
  tenant: string;
  mailbox: string;
  raw: Buffer;
  trace: string;
}

/**
 * The ledger's row of a mail that was handed to us; only after it the other side may hear that we have it.
 * @returns its id, and whose mails must stay in order.
 * @throws where the database is away: the other side keeps the mail and tries again.
 */
export async function commitDelivery(
  { db }: Pick<IntakeDependencies, 'db'>,
  delivery: NewDelivery,
): Promise<{ id: string; sender: string }> {
  const { tenant, mailbox, raw, trace } = delivery;
  const { messageId, sender } = headerFacts(raw);
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const id = await asTenant(db, tenant, async (trx) => {
    const folder = ':delivery';
    const uid = await takeUids(trx, { mailbox, folder, count: 1 });
    const [row] = await insertInbound(trx, [
      { mailbox, folder, uid_validity: ownValidity, uid, sha256, message_id: messageId, size: raw.length, raw, trace },
    ]);
    if (!row) throw new Error(`Mailbox ${mailbox} has a mail ${uid} in ${folder} already.`);
    return row.id;
  });
  return { id, sender };
}
