import type { FastifyBaseLogger } from 'fastify';
import { asTenant } from '../db/client.ts';
import { answerOf } from '../db/request-events.ts';
import { deliver } from '../workflows/deliver.ts';
import type { ApiDeps } from './app.ts';
import { safeError } from './plugins/log.ts';
import { ProblemError, type ProblemType, problemTypes } from './problems.ts';

export interface RecordedEvent {
  request: string;
  event: string;
}

/**
 * Hands committed events to their workflows. When Temporal is away or slow they are saved all the same: the sweeper delivers them. What became of one stands in its row,
 * also where the update had nothing to say because another advance had already taken it in.
 * @returns whether one is still on its way.
 * @throws ProblemError where the process refused one.
 */
export async function deliverAll(
  { db, client, metrics }: ApiDeps,
  tenant: string,
  events: RecordedEvent[],
  log: FastifyBaseLogger,
): Promise<boolean> {
  if (events.length === 0) return false;
  const { generation } = await db.selectFrom('installation').select('generation').executeTakeFirstOrThrow();
  for (const { request, event } of events) {
    try {
      const delivered = await deliver(client, { tenant, request, generation, event });
      metrics.deliveries.inc({ outcome: delivered ? 'done' : 'late' });
    } catch (error) {
      metrics.deliveries.inc({ outcome: 'failed' });
      log.warn({ err: safeError(error), event }, 'event saved but not delivered; the sweeper will');
    }
  }
  return asTenant(db, tenant, async (trx) => {
    let isPending = false;
    for (const { event } of events) {
      const answer = await answerOf(trx, event);
      if (answer && !answer.accepted) throw new ProblemError(problemOf(answer.code), { code: answer.code, obstacles: answer.obstacles });
      if (!answer) isPending = true;
    }
    return isPending;
  });
}

const problemOf = (code: string | undefined): ProblemType => {
  if (code === 'incident-gone') return 'incident-closed';
  return code !== undefined && code in problemTypes ? (code as ProblemType) : 'not-accepted';
};
