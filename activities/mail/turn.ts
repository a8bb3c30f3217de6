import { sql } from 'kysely';
import type { Trx } from '../../db/client.ts';
import type { MailboxRow } from '../../db/mailboxes.ts';
import type { OutboxRow } from '../../db/outbox.ts';

/**
 * A mail's turn in the rate of its mailbox (which has one), taken once: mails go evenly spread, whichever worker sends them.
 * @returns when it may go; null where the turn has come.
 */
export async function turnOf(trx: Trx, row: OutboxRow, mailbox: MailboxRow): Promise<Date | null> {
  const slot = row.slot_at ?? (await takeSlot(trx, row.id, mailbox));
  return slot.getTime() > Date.now() ? slot : null;
}

async function takeSlot(trx: Trx, outbox: string, { id, mails_per_minute }: MailboxRow): Promise<Date> {
  const { rows } = await sql<{ slot: Date }>`
    with next as (
      update mailbox set next_slot_at = greatest(now(), next_slot_at) + interval '1 minute' / ${mails_per_minute} where id = ${id}
      returning next_slot_at - interval '1 minute' / ${mails_per_minute} as slot)
    update outbox set slot_at = next.slot from next where outbox.id = ${outbox} returning next.slot`.execute(trx);
  return rows[0]?.slot ?? new Date();
}
