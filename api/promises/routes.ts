import type { FastifyInstance } from 'fastify';
import { promiseCounts, promiseRows } from '../../db/promise-report.ts';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { promiseContracts } from './schema.ts';

export function promises(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, promiseContracts, {
    'GET /api/promises/report': async ({ trx, query }) => ({ items: await promiseCounts(trx, periodOf(query)) }),

    'GET /api/promises': ({ trx, query: { cursor: after, limit = 50, ...filter } }) =>
      promiseRows(trx, { ...filter, ...periodOf(filter) }, { after, limit }),
  });
}

const periodOf = ({ from, until }: { from: string; until: string }) => ({ from: new Date(from), until: new Date(until) });
