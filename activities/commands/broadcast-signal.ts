import { broadcastSignal as broadcast } from '../../db/broadcast-signals.ts';
import type { CommandRunner } from './command.ts';

/** To the tenant's other requests: within this one everyone who waits for it has it already. */
export const broadcastSignal: CommandRunner<'broadcast-signal'> = async (work, { name, variables }) => {
  const { trx, request, at } = work;
  const actor = { type: 'process' as const, id: request.id };
  const events = await broadcast(trx, { name, variables, actor, at, from: request.id });
  for (const { request: receiver, event } of events) work.deliverLater(receiver, event);
  return null;
};
