import { v7 as uuidv7 } from 'uuid';
import type { Variables } from '../domain/process/types.ts';
import { bufferMessage, isBuffered, takeBuffered } from './buffered-messages.ts';
import type { Trx } from './client.ts';
import { type Beginning, startsBy } from './process-starts.ts';
import { beginRequest } from './requests.ts';
import type { Actor } from './schema.ts';
import { recordForSubscribers, type Recorded, takeTurns } from './subscriptions.ts';

export interface PublishedMessage {
  name: string;
  /** Without one it reaches no request that runs already, only processes that begin with it. */
  key: string | null;
  variables: Variables;
  actor: Actor;
  at: Date;
  /** How long it is kept where nobody waits for it yet, milliseconds. */
  timeToLive: number;
  /** Given: the same name, key and id again is refused while the first is buffered. */
  messageId?: string | null;
  /** The request that sends it; it hears its own messages by itself. */
  from?: { request: string; hears: boolean };
}

export interface Publication {
  /** To be delivered after the commit. */
  events: Recorded[];
  buffered: boolean;
  /** Nothing was done. */
  duplicate: boolean;
}

/**
 * A message goes to every request of the tenant that waits for its name and key, exactly once each, and begins a request of every process that starts with it
 * (with a key: not while one begun with that key lives). Where nobody is there it is buffered for the first that comes.
 */
export async function publishMessage(trx: Trx, message: PublishedMessage): Promise<Publication> {
  const { name, key, at, from = null } = message;
  const id = uuidv7();
  const events: Recorded[] = [];
  const expiresAt = new Date(at.getTime() + message.timeToLive);
  if (key !== null) {
    await takeTurns(trx, [['message', name, key]]);
    const { messageId } = message;
    if (messageId && (await isBuffered(trx, { name, key, messageId, at }))) return { events, buffered: false, duplicate: true };
    const payload = { name, key, variables: message.variables, until: expiresAt.toISOString() };
    const event = { kind: 'message-published', payload, actor: message.actor, key: `message:${id}`, at, except: from?.request ?? null };
    events.push(...(await recordForSubscribers(trx, { type: 'message', name, key }, event)));
  }
  for (const beginning of await startsBy(trx, { type: 'message', name })) {
    const begun = await beginOnce(trx, beginning, { ...message, id });
    if (begun) events.push(begun);
  }
  const buffered = key !== null && events.length === 0 && from?.hears !== true && message.timeToLive > 0;
  if (buffered) {
    const { variables, actor, messageId = null } = message;
    await bufferMessage(trx, { id, name, key, messageId, variables, actor, publishedAt: at, expiresAt });
  }
  return { events, buffered, duplicate: false };
}

/** A request that a message with a key began is over: the next message that waits for that begins the next one. */
export async function releaseBeginning(trx: Trx, { request, at }: { request: string; at: Date }): Promise<Recorded | null> {
  const begun = await trx.selectFrom('begun_request').select(['process', 'key']).where('request', '=', request).executeTakeFirst();
  if (!begun) return null;
  const { process, key } = begun;
  await takeTurns(trx, [['begin', process, key]]);
  await trx.deleteFrom('begun_request').where('request', '=', request).execute();
  const starts = await trx
    .selectFrom('process_start')
    .select('name')
    .where('process', '=', process)
    .where('type', '=', 'message')
    .orderBy('element')
    .execute();
  for (const { name } of starts) {
    if (name === null) continue;
    const message = await takeBuffered(trx, { name, key, at });
    const beginning = (await startsBy(trx, { type: 'message', name })).find((one) => one.process === process);
    if (message && beginning) return beginOnce(trx, beginning, { ...message, at });
  }
  return null;
}

async function beginOnce(
  trx: Trx,
  beginning: Beginning,
  { id, key, variables, actor, at }: Pick<PublishedMessage, 'key' | 'variables' | 'actor' | 'at'> & { id: string },
): Promise<Recorded | null> {
  const begin = () => beginRequest(trx, { ...beginning, variables, actor, at, key: `message:${id}` });
  // An empty key is none: it begins one each time (the dialect's rule).
  if (key === null || key === '') return begin();
  await takeTurns(trx, [['begin', beginning.process, key]]);
  const { process } = beginning;
  const lives = await trx
    .selectFrom('begun_request')
    .select('request')
    .where('process', '=', process)
    .where('key', '=', key)
    .executeTakeFirst();
  if (lives) return null;
  const begun = await begin();
  await trx.insertInto('begun_request').values({ process, key, request: begun.request }).execute();
  return begun;
}
