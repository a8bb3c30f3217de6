import { v7 as uuidv7 } from 'uuid';
import type { Variables } from '../domain/process/types.ts';
import type { Trx } from './client.ts';
import { startsBy } from './process-starts.ts';
import { beginRequest } from './requests.ts';
import type { Actor } from './schema.ts';
import { recordForSubscribers, type Recorded } from './subscriptions.ts';

export interface BroadcastSignal {
  name: string;
  variables: Variables;
  actor: Actor;
  at: Date;
  /** The request that sends it; it hears its own signals by itself. */
  from: string | null;
}

/** A signal goes to every request that waits for it now, and begins a request of every process that starts with it. @returns what is to be delivered after the commit */
export async function broadcastSignal(trx: Trx, { name, variables, actor, at, from }: BroadcastSignal): Promise<Recorded[]> {
  const key = `signal:${uuidv7()}`;
  const event = { kind: 'signal-broadcast', payload: { name, variables }, actor, key, at, except: from };
  const events = await recordForSubscribers(trx, { type: 'signal', name, key: '' }, event);
  for (const beginning of await startsBy(trx, { type: 'signal', name })) {
    events.push(await beginRequest(trx, { ...beginning, variables, actor, at, key }));
  }
  return events;
}
