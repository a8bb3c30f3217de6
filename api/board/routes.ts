import type { FastifyInstance } from 'fastify';
import { boardAgents, boardGroup, boardRequests, boardTopics } from '../../db/board.ts';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { boardContracts, boardGroups } from './schema.ts';

export function board(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, boardContracts, {
    'GET /api/board/requests': async ({ trx, query }) => ({ items: await boardRequests(trx, query) }),

    'GET /api/board': async ({ trx }) => {
      const groups = [];
      for (const group of boardGroups) groups.push({ group, ...(await boardGroup(trx, group)) });
      return { at: new Date(), groups, topics: await boardTopics(trx), agents: await boardAgents(trx) };
    },
  });
}
