import type { FastifyInstance } from 'fastify';

/** Logs each call by its route's pattern: no address, no query, no body, so nothing personal and no token gets into a log. */
export function callLog(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    if (!route.startsWith('/health') && route !== '/metrics') {
      const level = reply.statusCode >= 500 ? 'error' : 'info';
      request.log[level]({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'call');
    }
    done();
  });
}

/** What may be logged of an error. Postgres puts values of rows into message and detail, so of those only the codes stay. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, table, cause } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const fromDatabase = 'severity' in error;
  return {
    name: error.name,
    ...(fromDatabase ? {} : { message: error.message }),
    code,
    constraint,
    table,
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(cause ? { cause: safeError(cause) } : {}),
  };
}
