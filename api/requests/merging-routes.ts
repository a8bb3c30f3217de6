import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import type { Trx } from '../../db/client.ts';
import { customerMessages, mergeInto, note } from '../../db/merging.ts';
import { openAgain, openFollowUp } from '../../db/requests.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { mergingContracts } from './merging.ts';

/** Two requests about one matter become one, and one about two matters becomes two. */
export function merging(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, mergingContracts, {
    'POST /api/requests/:id/merge': async ({ trx, params, body, account, record }) => {
      const wanted = await trx.selectFrom('request').select('id').where('number', '=', body.into.trim().toUpperCase()).executeTakeFirst();
      const both = await lockAll(trx, [params.id, ...(wanted ? [wanted.id] : [])]);
      const request = both.find((one) => one.id === params.id);
      const into = both.find((one) => one.id === wanted?.id);
      if (!request) throw new ProblemError('not-found');
      if (!into) throw new ProblemError('unknown-request');
      if (request.status === 'closed' || request.status === 'archived') throw new ProblemError('request-closed');
      const isOver = into.status === 'closed' || into.status === 'archived';
      if (into.id === request.id || into.merged_into !== null || isOver) throw new ProblemError('not-mergeable');
      await mergeInto(trx, { request: request.id, into: into.id, actor: { type: 'account', id: account.id } });
      await audit(trx, { account: account.id, action: 'merged', entity: 'request', id: request.id, data: { into: into.id } });
      await record({ request: request.id, kind: 'request-merged', payload: { into: into.id }, key: `merged:${into.id}` });
      return { request: into.id, number: into.number, pending: false };
    },

    'POST /api/requests/:id/unmerge': async ({ trx, params, account, deliver }) => {
      const [request] = await lockAll(trx, [params.id]);
      if (!request) throw new ProblemError('not-found');
      const [message] = await customerMessages(trx, request.id);
      if (request.merged_into === null || message === undefined || request.close_reason !== 'merged') throw new ProblemError('not-merged');
      const by = { type: 'account' as const, id: account.id };
      await trx.updateTable('request').set({ close_reason: 'unmerged' }).where('id', '=', request.id).execute();
      await note(trx, request.merged_into, 'unmerged', request.id, by);
      const again = await openAgain(trx, { of: request.id, message, by });
      await audit(trx, { account: account.id, action: 'unmerged', entity: 'request', id: request.id, data: { from: request.merged_into } });
      deliver([again]);
      return { request: again.request, number: again.number, pending: false };
    },

    'POST /api/requests/:id/messages/:message/split': async ({ trx, params, account, deliver }) => {
      const [request] = await lockAll(trx, [params.id]);
      if (!request) throw new ProblemError('not-found');
      const written = await customerMessages(trx, request.id);
      // Without its first message a request would be about nothing.
      if (written.indexOf(params.message) < 1) throw new ProblemError(written[0] === params.message ? 'not-splittable' : 'not-found');
      const by = { type: 'account' as const, id: account.id };
      const own = await openFollowUp(trx, { of: request.id, message: params.message, by });
      await note(trx, request.id, 'split-off', own.request, by);
      await audit(trx, { account: account.id, action: 'split', entity: 'request', id: request.id, data: { into: own.request } });
      deliver([own]);
      return { request: own.request, number: own.number, pending: false };
    },
  });
}

/** In the order of their ids, so two who merge at once do not wait for each other. */
function lockAll(trx: Trx, ids: string[]) {
  return trx
    .selectFrom('request')
    .select(['id', 'number', 'status', 'merged_into', 'close_reason'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}
