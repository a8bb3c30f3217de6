import type { FastifyInstance } from 'fastify';
import { agentNames, namedRows } from '../../db/vocabulary.ts';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { vocabularyContracts } from './schema.ts';

export function vocabulary(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, vocabularyContracts, {
    'GET /api/vocabulary': async ({ trx }) => ({
      topics: await namedRows(trx, 'topic'),
      skills: await namedRows(trx, 'skill'),
      kinds: await namedRows(trx, 'kind'),
      agents: await agentNames(trx),
    }),
  });
}
