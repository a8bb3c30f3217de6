import { announce } from '../../db/changes.ts';
import { json, type Trx } from '../../db/client.ts';
import type { InboundRow } from '../../db/inbound-mail.ts';
import { recordEvent } from '../../db/request-events.ts';

/** What a verdict had led to is taken back; `event` closes the request that it had made. `kept`: why it cannot be. */
export type Withdrawn = { event: { request: string; event: string } | null } | { kept: 'already-answered' };

/**
 * Takes a mail out of the request that its verdict had put it into: its message stands there no more, and a request that
 * it had opened is closed, unless a person has answered there. What a machine sent meanwhile stays sent.
 */
export async function withdraw(trx: Trx, row: InboundRow, { key, account }: { key: string; account: string }): Promise<Withdrawn> {
  const { request, message } = row;
  if (request === null || message === null) return { event: null };
  const actor = { type: 'account' as const, id: account };
  if (await hasOpened(trx, { request, message })) {
    if (await isAnswered(trx, request)) return { kept: 'already-answered' };
    const { id } = await recordEvent(trx, { request, kind: 'request-cancelled', payload: { reason: 'mail-overruled' }, actor, key });
    return { event: { request, event: id } };
  }
  await trx.updateTable('message').set({ withdrawn_at: new Date() }).where('id', '=', message).execute();
  await trx
    .insertInto('timeline')
    .values({ request, kind: 'mail-withdrawn', data: json({ mail: row.id }), actor: json(actor) })
    .execute();
  await announce(trx, [{ entity: 'message', id: message, request }]);
  return { event: null };
}

/** Whether the request began with this message: its first of a customer. */
async function hasOpened(trx: Trx, { request, message }: { request: string; message: string }): Promise<boolean> {
  const first = await trx
    .selectFrom('message')
    .select('id')
    .where('request', '=', request)
    .where('type', '=', 'customer')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.id === message;
}

async function isAnswered(trx: Trx, request: string): Promise<boolean> {
  const written = await trx
    .selectFrom('message')
    .select('id')
    .where('request', '=', request)
    .where('type', 'in', ['agent', 'expert-question'])
    .limit(1)
    .executeTakeFirst();
  return written !== undefined;
}
