import { publishMessage as publish } from '../../db/published-messages.ts';
import { position } from '../../domain/process/position.ts';
import type { CommandRunner } from './command.ts';

/** The dialect lets no model say it: how long a message that a process sends is kept for its receiver, milliseconds. */
const timeToLive = 24 * 3_600_000;

/** To the tenant's requests; what this one waits for itself it hears at once. */
export const publishMessage: CommandRunner<'publish-message'> = async (work, { name, key, variables }) => {
  const { trx, request, at } = work;
  const waits = request.state ? position(request.state).messages : [];
  const hears = key === null || waits.some((wait) => wait.name === name && (wait.key === null || wait.key === key));
  const { events } = await publish(trx, {
    name,
    key,
    variables,
    timeToLive,
    at,
    actor: { type: 'process', id: request.id },
    from: { request: request.id, hears },
  });
  for (const { request: receiver, event } of events) work.deliverLater(receiver, event);
  if (!hears) return null;
  const until = new Date(at.getTime() + timeToLive).toISOString();
  return { kind: 'message-published', engine: { type: 'message', name, key, variables, until } };
};
