import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { wake } from '../workflows/deliver.ts';
import type { ApiDeps } from './app.ts';
import { safeError } from './plugins/log.ts';

/** Lets a request's workflow look for new jobs, without an event of their own; after the commit. When Temporal is away the sweeper does it. */
export async function wakeRequest(
  { db, client }: ApiDeps,
  { tenant, request }: { tenant: string; request: string },
  log: FastifyBaseLogger,
): Promise<void> {
  try {
    const { generation } = await db.selectFrom('installation').select('generation').executeTakeFirstOrThrow();
    await wake(client, { tenant, request, generation, event: randomUUID() });
  } catch (error) {
    log.warn({ err: safeError(error), request }, 'a job waits for its workflow; the sweeper will wake it');
  }
}
