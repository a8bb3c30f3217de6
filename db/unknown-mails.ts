import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { announce } from './changes.ts';
import { json, type Trx } from './client.ts';
import { handOverStep, insertOutbox, type OutboxPurpose, type OutboxRow } from './outbox.ts';

/** Mails of which nobody knows whether they left, oldest first; at most 200. */
export async function unknownMails(trx: Trx) {
  const { rows } = await sql<{
    id: string;
    request: string | null;
    number: string | null;
    purpose: string;
    recipients: string[];
    handingOverAt: Date | null;
    error: string | null;
  }>`
    select o.id, o.request, r.number, o.purpose, o.recipients, o.handing_over_at as "handingOverAt", o.error
    from outbox o left join request r on r.id = o.request where o.state = 'unknown' order by o.seq limit 200`.execute(trx);
  return rows;
}

/** What a person found out: it arrived, or it did not and goes out as a new mail. */
export type FoundOut = 'sent' | 'send-again';

/** @returns the request whose workflow is to be told, where the mail goes out again; `late` where it is unknown no longer: somebody else, or the Sent folder, was faster; `gone` where there is no such mail. */
export async function settleUnknown(
  trx: Trx,
  id: string,
  { account, found }: { account: string; found: FoundOut },
): Promise<{ again: string | null } | 'late' | 'gone'> {
  const row = await trx
    .updateTable('outbox')
    .set({ state: found === 'sent' ? 'accepted' : 'cancelled', settled_at: new Date() })
    .where('id', '=', id)
    .where('state', '=', 'unknown')
    .returningAll()
    .executeTakeFirst();
  if (!row) return (await trx.selectFrom('outbox').select('id').where('id', '=', id).executeTakeFirst()) ? 'late' : 'gone';
  const again = found === 'send-again' && row.request !== null ? await sendAgain(trx, row, row.request) : null;
  if (row.request === null) return { again: null };
  const data = json({ outbox: id, found, ...(again ? { again } : {}) });
  await trx
    .insertInto('timeline')
    .values({ request: row.request, kind: 'delivery-settled', data, actor: json({ type: 'account', id: account }) })
    .execute();
  await announce(trx, [{ entity: 'message', request: row.request }]);
  return { again: again && row.request };
}

/** The same content as a mail of its own, so that servers which did get the first one do not take it for a double. */
async function sendAgain(trx: Trx, row: OutboxRow, request: string): Promise<string> {
  const id = uuidv7();
  // Its token and domain stay: answers to it are recognised as before.
  const messageId = row.rfc_message_id.replace(/^<[^.@]*/, `<${id}`);
  const { message, mailbox, envelope_from, recipients, content } = row;
  await insertOutbox(trx, {
    id,
    request,
    message,
    mailbox,
    purpose: row.purpose as OutboxPurpose,
    rfc_message_id: messageId,
    envelope_from,
    recipients,
    content,
    idempotency_key: `again:${row.id}`,
  });
  if (message !== null) await trx.updateTable('message').set({ rfc_message_id: messageId }).where('id', '=', message).execute();
  await trx
    .insertInto('job')
    .values({ request, activation: null, step: handOverStep, payload: json({ outbox: id }) })
    .execute();
  return id;
}
