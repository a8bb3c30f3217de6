import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import { batches as readBatches, batchItems } from '../../db/batch-view.ts';
import { stopBatch } from '../../db/batches.ts';
import { announce } from '../../db/changes.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { batchContracts } from './schema.ts';

/** Deeds for many requests: how far they are, what came of each, and stopping one. */
export function batches(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, batchContracts, {
    'GET /api/batches': async ({ trx, query }) => ({ items: await readBatches(trx, { process: query.process ?? null }) }),
    'GET /api/batches/:id': async ({ trx, params }) => {
      const [batch] = await readBatches(trx, { id: params.id });
      if (!batch) throw new ProblemError('not-found');
      return batch;
    },
    'GET /api/batches/:id/items': async ({ trx, params, query }) => {
      if ((await readBatches(trx, { id: params.id })).length === 0) throw new ProblemError('not-found');
      const limit = query.limit ?? 50;
      const after = query.cursor !== undefined && /^[0-9a-f-]{36}$/.test(query.cursor) ? query.cursor : null;
      const rows = await batchItems(trx, { batch: params.id, state: query.state ?? null, after, limit });
      return { items: rows.slice(0, limit), nextCursor: rows.length > limit ? rows[limit - 1]!.id : null };
    },
    'POST /api/batches/:id/stop': async ({ trx, params, account }) => {
      const [batch] = await readBatches(trx, { id: params.id });
      if (!batch) throw new ProblemError('not-found');
      if (!(await stopBatch(trx, params.id))) throw new ProblemError('batch-over');
      await audit(trx, { account: account.id, action: 'batch-stopped', entity: 'batch', id: params.id });
      await announce(trx, [{ entity: 'batch', id: params.id }]);
      return { done: true };
    },
  });
}
