import type { FastifyInstance } from 'fastify';
import { answerValues } from '../../db/answer-values.ts';
import { deleteAnswer, insertAnswer, listAnswers, updateAnswer, type AnswerFields } from '../../db/answers.ts';
import { audit } from '../../db/audit.ts';
import { faultsOf, placeholdersOf, renderAnswer } from '../../domain/answer/render.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { unlessExists } from '../unless-exists.ts';
import { answerContracts } from './schema.ts';

export function answers(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, answerContracts, {
    'GET /api/answers': async ({ trx, account, query }) => {
      const request = query.request;
      const known =
        request === undefined ? null : await trx.selectFrom('request').select('kind').where('id', '=', request).executeTakeFirst();
      if (request !== undefined && !known) throw new ProblemError('not-found');
      const rows = await listAnswers(trx, { ...query, kind: known?.kind ?? null });
      const values = request === undefined ? null : await answerValues(trx, request, { agent: account.name });
      return { items: rows.map((row) => ({ ...row, ...filled(row, values) })) };
    },

    'GET /api/answers/sources': async ({ trx }) => ({ items: await listAnswers(trx, {}) }),

    'POST /api/answers': async ({ trx, account, body }) => {
      check(body);
      const saved = await unlessExists(() => insertAnswer(trx, body));
      await audit(trx, {
        account: account.id,
        action: 'created',
        entity: 'answer',
        id: saved.id,
        data: { key: saved.key, language: saved.language },
      });
      return saved;
    },

    'PUT /api/answers/:id': async ({ trx, account, params, body }) => {
      check(body);
      const saved = await unlessExists(() => updateAnswer(trx, params.id, body));
      if (!saved) throw new ProblemError('not-found');
      await audit(trx, {
        account: account.id,
        action: 'changed',
        entity: 'answer',
        id: saved.id,
        data: { key: saved.key, language: saved.language },
      });
      return saved;
    },

    'DELETE /api/answers/:id': async ({ trx, account, params }) => {
      if (!(await deleteAnswer(trx, params.id))) throw new ProblemError('not-found');
      await audit(trx, { account: account.id, action: 'deleted', entity: 'answer', id: params.id });
      return { done: true };
    },
  });
}

/** @throws ProblemError bad-request with the faults of the template. */
function check({ subject, body }: AnswerFields): void {
  const faults = faultsOf({ subject: subject ?? '', body });
  if (faults.length > 0) throw new ProblemError('bad-request', { faults });
}

/** For no request in particular it shows as it is written. One that cannot be filled is shown so too, and says so. */
function filled(
  { subject, body, language }: Pick<AnswerFields, 'subject' | 'body' | 'language'>,
  values: object | null,
): { subject: string | null; text: string; missing: string[] } {
  if (values === null) return { subject, text: body, missing: placeholders(body) };
  try {
    const rendered = renderAnswer({ subject: subject ?? '', body, values: { ...values }, language });
    return { ...rendered, subject: rendered.subject || null };
  } catch {
    return { subject, text: body, missing: placeholders(body) };
  }
}

function placeholders(body: string): string[] {
  try {
    return placeholdersOf(body);
  } catch {
    return ['?'];
  }
}
