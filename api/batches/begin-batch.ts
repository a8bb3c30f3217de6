import type { FastifyBaseLogger } from 'fastify';
import { generationOf } from '../../db/stuck.ts';
import { startBatch } from '../../workflows/start-batch.ts';
import type { ApiDeps } from '../app.ts';
import { safeError } from '../plugins/log.ts';

/** Starts a committed batch. When Temporal is away it is saved all the same: the sweeper starts it. */
export async function beginBatch({ db, client }: ApiDeps, tenant: string, batch: string, log: FastifyBaseLogger): Promise<void> {
  try {
    await startBatch(client, { tenant, batch, generation: await generationOf(db) });
  } catch (error) {
    log.warn({ err: safeError(error), batch }, 'batch saved but not started; the sweeper will');
  }
}
