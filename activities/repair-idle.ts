import { asTenant, type Db } from '../db/client.ts';
import { withoutTheirTask } from '../db/idle.ts';
import { recordEvent } from '../db/request-events.ts';
import type { DeliverEvent } from './deliver-event.ts';

/**
 * Gives anew the tasks that processes wait for and that are not there any more, once each; the timeline says so and the leads are told. What else waits for nobody needs a person: running a
 * step again may do something twice.
 * @returns how many
 */
export async function repairIdle({ db, deliver }: { db: Db; deliver: DeliverEvent }, tenant: string): Promise<number> {
  const recorded = await asTenant(db, tenant, async (trx) => {
    const events = [];
    for (const { request, activation, element } of await withoutTheirTask(trx)) {
      const payload = { activation, element, reason: 'task-gone' };
      const key = `repair:${activation}`;
      const { id, isNew } = await recordEvent(trx, { request, kind: 'token-moved', payload, actor: { type: 'system' }, key });
      if (isNew) events.push({ request, event: id });
    }
    return events;
  });
  for (const event of recorded) await deliver({ tenant, ...event });
  return recorded.length;
}
