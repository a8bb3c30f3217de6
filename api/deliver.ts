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
 * Hands committed events to their workflows. When Temporal is away or slow they are saved all the same: the sweeper delivers them.
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
  let isPending = false;
  for (const { request, event } of events) {
    try {
      const delivered = await deliver(client, { tenant, request, generation, event });
      metrics.deliveries.inc({ outcome: delivered ? 'done' : 'late' });
      if (!delivered) isPending = true;
    } catch (error) {
      metrics.deliveries.inc({ outcome: 'failed' });
      log.warn({ err: safeError(error), event }, 'event saved but not delivered; the sweeper will');
      isPending = true;
    }
  }
  if (isPending) return true;
  await asTenant(db, tenant, async (trx) => {
    for (const { event } of events) {
      const answer = await answerOf(trx, event);
      if (answer && !answer.accepted) throw new ProblemError(problemOf(answer.code), { code: answer.code });
    }
  });
  return false;
}

const problemOf = (code: string | undefined): ProblemType => {
  if (code === 'incident-gone') return 'incident-closed';
  return code !== undefined && code in problemTypes ? (code as ProblemType) : 'not-accepted';
};
