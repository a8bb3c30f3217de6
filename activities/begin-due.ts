import { asTenant, type Db } from '../db/client.ts';
import { lockDueStart, setTimer } from '../db/process-starts.ts';
import { beginRequest } from '../db/requests.ts';
import { nextFiring } from '../domain/process/triggers/timer.ts';
import type { DeliverEvent } from './deliver-event.ts';

interface Due {
  tenant: string;
  process: string;
  element: string;
}

/**
 * Begins a request by a start timer that is due. What was missed begins one request, not many. Safe to repeat: request and next firing are committed
 * together, and its instant is the key of the request's first event.
 */
export async function beginDue({ db, deliver }: { db: Db; deliver: DeliverEvent }, { tenant, process, element }: Due): Promise<void> {
  const now = new Date();
  const begun = await asTenant(db, tenant, async (trx) => {
    const start = await lockDueStart(trx, { process, element, now });
    if (!start) return null;
    const { graph, title, timer } = start;
    await setTimer(trx, { process, element }, nextFiring(timer, now.toISOString()));
    const key = `timer:${process}:${element}:${timer.at}`;
    return beginRequest(trx, { process, graph, element, title, variables: {}, actor: { type: 'process' }, at: now, key });
  });
  if (begun) await deliver({ tenant, ...begun });
}
