import type { FastifyBaseLogger } from 'fastify';
import { generationOf } from '../../db/stuck.ts';
import { startOverrule } from '../../workflows/start-overrule.ts';
import type { ApiDeps } from '../app.ts';
import { safeError } from '../plugins/log.ts';

/** Has committed overrulings carried out. When Temporal is away they are saved all the same: the sweeper sees to them. */
export async function beginOverrule({ db, client }: ApiDeps, tenant: string, overrulings: string[], log: FastifyBaseLogger): Promise<void> {
  try {
    await startOverrule(client, { tenant, overrulings, generation: await generationOf(db) });
  } catch (error) {
    log.warn({ err: safeError(error), overrulings: overrulings.length }, 'overrulings saved but not started; the sweeper will');
  }
}
