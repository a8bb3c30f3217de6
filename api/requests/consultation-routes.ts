import type { FastifyInstance } from 'fastify';
import { announce } from '../../db/changes.ts';
import { insertConsultation, revokeConsultation } from '../../db/consultations.ts';
import { deleteDraft } from '../../db/conversation.ts';
import { fullPosition, lockRequest } from '../../db/request-view.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { consultationContracts } from './consultation.ts';
import { earlier, noPlaceholders } from './guards.ts';

export function consultations(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, consultationContracts, {
    'POST /api/requests/:id/consultations': async ({ trx, account, params, body, key, record }) => {
      const request = await lockRequest(trx, params.id);
      if (!request) throw new ProblemError('not-found');
      const eventKey = `ask:${account.id}:${key}`;
      const before = await earlier(trx, request.id, eventKey, 'consultation');
      if (before !== null) {
        await record({ request: request.id, kind: 'expert-asked', key: eventKey });
        return { saved: true, pending: false, consultation: before };
      }
      if (request.status === 'closed' || request.status === 'archived') throw new ProblemError('request-closed');
      if (!fullPosition(request.position).messages.some(({ name }) => name === 'expert-asked')) throw new ProblemError('cannot-ask-now');
      const dueAt = new Date(body.dueAt);
      if (dueAt.getTime() <= Date.now()) throw new ProblemError('in-the-past');
      noPlaceholders(body.question, body.subject);
      const consultation = await insertConsultation(trx, {
        request: request.id,
        task: body.task ?? null,
        askedBy: account.id,
        expert: { address: body.expertAddress, name: body.expertName },
        subject: body.subject ?? request.subject,
        question: body.question,
        context: body.context,
        language: body.language ?? request.language,
        dueAt,
      });
      if (consultation === null) throw new ProblemError('not-found');
      await deleteDraft(trx, { account: account.id, request: request.id, type: 'question' });
      await record({ request: request.id, kind: 'expert-asked', payload: { consultation }, key: eventKey });
      await announce(trx, [{ entity: 'consultation', id: consultation, request: request.id, account: account.id }]);
      return { saved: true, pending: false, consultation };
    },

    'DELETE /api/requests/:id/consultations/:consultation': async ({ trx, account, params, record }) => {
      const request = await lockRequest(trx, params.id);
      if (!request) throw new ProblemError('not-found');
      const outcome = await revokeConsultation(trx, { request: request.id, id: params.consultation, account: account.id });
      if (outcome === 'not-found') throw new ProblemError('not-found');
      if (outcome === 'settled') throw new ProblemError('consultation-settled');
      await record({
        request: request.id,
        kind: 'expert-answered',
        payload: { consultation: params.consultation },
        key: `revoked:${params.consultation}`,
      });
      await announce(trx, [{ entity: 'consultation', id: params.consultation, request: request.id, account: account.id }]);
      return { saved: true, pending: false };
    },
  });
}
