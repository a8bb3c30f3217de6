import type { FastifyInstance } from 'fastify';
import { boardAgents, boardCounts, boardGroups, boardRequests, boardTopics } from '../../db/board.ts';
import type { Trx } from '../../db/client.ts';
import { interventions, tasksInHand } from '../../db/interventions.ts';
import { fillUp } from '../../db/routing.ts';
import { tellAssigned } from '../../db/task-news.ts';
import type { ApiDeps } from '../app.ts';
import { define } from '../route.ts';
import { raise, reassign, setPresence, undo } from './interventions.ts';
import { boardContracts } from './schema.ts';

export function board(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, boardContracts, {
    'GET /api/board/requests': ({ trx, query: { cursor, limit = 100, ...filter } }) => boardRequests(trx, filter, { after: cursor, limit }),

    'GET /api/board': async ({ trx }) => {
      const [counts, topics, agents] = await Promise.all([boardCounts(trx), boardTopics(trx), boardAgents(trx)]);
      return { at: new Date(), groups: boardGroups.map((group) => ({ group, count: counts[group] })), topics, agents };
    },

    'GET /api/board/interventions': async ({ trx }) => ({ items: await interventions(trx, 30) }),

    'POST /api/board/reassign': async ({ trx, account, body, afterwards }) => {
      const { to, allOf, overCapacity = false } = body;
      const tasks = [...new Set([...(body.tasks ?? []), ...(allOf ? await tasksInHand(trx, allOf) : [])])];
      if (tasks.length === 0) return { intervention: null, done: 0, given: 0, drafts: 0, refused: [] };
      const { had, ...outcome } = await reassign(trx, { lead: account.id, tasks, to, overCapacity });
      afterwards((after) => giveWork(after, had));
      return outcome;
    },

    'POST /api/board/raise': async ({ trx, account, body, deliver }) => {
      const wish = { lead: account.id, tasks: body.tasks, first: body.first, priority: body.priority ?? null };
      const { events, ...outcome } = await raise(trx, wish);
      deliver(events);
      return outcome;
    },

    'PUT /api/board/agents/:id/presence': async ({ trx, account, params, body, afterwards }) => {
      const set = await setPresence(trx, {
        lead: account.id,
        account: params.id,
        presence: body.presence,
        reason: body.reason ?? null,
      });
      afterwards((after) => giveWork(after, [params.id]));
      return set;
    },

    'POST /api/board/interventions/:id/undo': async ({ trx, account, params, afterwards, deliver }) => {
      const { account: concerned, events, ...undone } = await undo(trx, { lead: account.id, id: params.id });
      deliver(events);
      if (concerned) afterwards((after) => giveWork(after, [concerned]));
      return undone;
    },
  });
}

/** Whoever has room now is given what waits. */
async function giveWork(trx: Trx, accounts: string[]): Promise<void> {
  for (const account of accounts) await tellAssigned(trx, await fillUp(trx, account), 'push');
}
