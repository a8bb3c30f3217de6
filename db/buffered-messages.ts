import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import { json, type Trx } from './client.ts';
import type { Actor } from './schema.ts';

export interface BufferedMessage {
  id: string;
  name: string;
  key: string;
  /** Whoever publishes says so: the same name, key and this again is refused while it waits. */
  messageId: string | null;
  variables: Variables;
  actor: Actor;
  publishedAt: Date;
  expiresAt: Date;
}

export async function isBuffered(
  trx: Trx,
  { name, key, messageId, at }: { name: string; key: string; messageId: string; at: Date },
): Promise<boolean> {
  const found = await trx
    .selectFrom('buffered_message')
    .select('id')
    .where('name', '=', name)
    .where('key', '=', key)
    .where('message_id', '=', messageId)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return found !== undefined;
}

export async function bufferMessage(trx: Trx, message: BufferedMessage): Promise<void> {
  const { messageId, publishedAt, expiresAt, variables, actor, ...rest } = message;
  await trx
    .insertInto('buffered_message')
    .values({
      ...rest,
      message_id: messageId,
      variables: json(variables),
      actor: json(actor),
      published_at: publishedAt,
      expires_at: expiresAt,
    })
    .execute();
}

/** Takes the oldest message that waits under this name and key out of the buffer. */
export async function takeBuffered(trx: Trx, { name, key, at }: { name: string; key: string; at: Date }): Promise<BufferedMessage | null> {
  const row = await trx
    .deleteFrom('buffered_message')
    .where('id', '=', (eb) =>
      eb
        .selectFrom('buffered_message')
        .select('id')
        .where('name', '=', name)
        .where('key', '=', key)
        .where('expires_at', '>', at)
        .orderBy('seq')
        .limit(1)
        .forUpdate(),
    )
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  const { id, variables, actor, message_id: messageId, published_at: publishedAt, expires_at: expiresAt } = row;
  return { id, name, key, messageId, variables, actor, publishedAt, expiresAt };
}

/** @returns how many messages nobody came for. */
export async function dropExpiredMessages(trx: Trx): Promise<number> {
  const { numAffectedRows } = await sql`delete from buffered_message where tenant = current_tenant() and expires_at < now()`.execute(trx);
  return Number(numAffectedRows ?? 0);
}
