import { takeBuffered } from '../../db/buffered-messages.ts';
import { recordEvent } from '../../db/request-events.ts';
import { replaceSubscriptions, type Subscription, takeTurns } from '../../db/subscriptions.ts';
import type { Position } from '../../domain/process/types.ts';
import type { WorkInHand } from './begin-work.ts';

/**
 * Writes which messages and signals this request waits for from now on, where that has changed, and fetches what came before it did.
 * @returns whether a message was fetched: an event of the next transaction.
 */
export async function writeSubscriptions(work: WorkInHand, at: Position): Promise<boolean> {
  const before = subscriptionsIn(work.request.position);
  const now = subscriptionsIn(at);
  const closed = before.filter((one) => !now.some((other) => isSame(one, other)));
  const opened = now.filter((one) => !before.some((other) => isSame(one, other)));
  if (closed.length + opened.length === 0) return false;
  const messages = opened.filter(({ type }) => type === 'message');
  await takeTurns(
    work.trx,
    messages.map(({ name, key }) => ['message', name, key]),
  );
  await replaceSubscriptions(work.trx, work.request.id, { closed, opened });
  let isFetched = false;
  for (const { name, key } of messages) isFetched = (await fetch(work, name, key)) || isFetched;
  return isFetched;
}

/** A message without a key is for this request alone: nobody else needs to know that it is waited for. */
function subscriptionsIn({ messages = [], signals = [] }: Partial<Position>): Subscription[] {
  const keyed = messages.flatMap(({ activation, name, key }) =>
    key === null ? [] : [{ activation, type: 'message' as const, name, key }],
  );
  return [...keyed, ...signals.map(({ activation, name }) => ({ activation, type: 'signal' as const, name, key: '' }))];
}

function isSame(one: Subscription, other: Subscription): boolean {
  return one.activation === other.activation && one.type === other.type && one.name === other.name && one.key === other.key;
}

async function fetch({ trx, request, at }: WorkInHand, name: string, key: string): Promise<boolean> {
  const message = await takeBuffered(trx, { name, key, at });
  if (!message) return false;
  await recordEvent(trx, {
    request: request.id,
    kind: 'message-published',
    payload: { name, key, variables: message.variables, until: message.expiresAt.toISOString() },
    actor: message.actor,
    key: `message:${message.id}`,
  });
  return true;
}
