import type { FastifyInstance } from 'fastify';
import { recentExperts } from '../../db/experts.ts';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { expertContracts } from './schema.ts';

export function experts(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, expertContracts, {
    'GET /api/experts': async ({ trx, query }) => ({ items: await recentExperts(trx, query.search) }),
  });
}
