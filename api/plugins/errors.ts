import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../language.ts';
import { ProblemError, type ProblemType, problemTypes, problemUri } from '../problems.ts';
import { safeError } from './log.ts';

/** Every error leaves as problem+json (RFC 9457): stable type, words in the reader's language, never a stack. The cause goes to the log. */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    if (error instanceof ProblemError) return sendProblem(request, reply, error.type, error.members);
    if (error.validation) {
      const invalid = error.validation.map(({ instancePath, message, params }) => ({ path: instancePath, message, params }));
      return sendProblem(request, reply, 'bad-request', { in: error.validationContext, invalid });
    }
    const status = error.statusCode ?? 500;
    if (status === 429) return sendProblem(request, reply, 'too-many-requests');
    if (status === 404) return sendProblem(request, reply, 'not-found');
    if (status >= 400 && status < 500) return sendProblem(request, reply, 'bad-request', { status, code: error.code });
    request.log.error({ err: safeError(error) }, 'call failed');
    return sendProblem(request, reply, 'internal-error');
  });
}

/** `instance` is the call's id: support finds the cause in the log by it. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  type: ProblemType,
  members: Record<string, unknown> = {},
): FastifyReply {
  const [status, de, en] = problemTypes[type];
  const problem = { type: problemUri(type), title: languageOf(request) === 'de' ? de : en, status, instance: request.id, ...members };
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}
