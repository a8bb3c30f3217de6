import type { FastifyInstance } from 'fastify';
import { opensMetrics } from '../../config/metrics-token.ts';
import type { ApiConfig } from '../config.ts';
import { ProblemError } from '../problems.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** How deliveries of events ended: `done`, `late` or `failed`. */
  deliveries: Counter<'outcome'>;
  /** Open news streams. */
  streams: Gauge;
}

/** Prometheus at /metrics, for whoever has METRICS_TOKEN. Labels are route patterns and codes, never ids or names. */
export function metrics(app: FastifyInstance, config: ApiConfig): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Histogram({
    name: 'vorgang_http_seconds',
    help: 'Duration of HTTP calls',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  app.addHook('onResponse', (request, reply, done) => {
    calls.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  app.get('/metrics', { config: { access: 'public', rateLimit: false }, schema: { hide: true } }, async ({ headers }, reply) => {
    if (!opensMetrics(config, headers.authorization)) throw new ProblemError('not-found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return {
    deliveries: new Counter({
      name: 'vorgang_deliveries_total',
      help: 'Events handed to their workflow',
      labelNames: ['outcome'],
      registers,
    }),
    streams: new Gauge({ name: 'vorgang_news_streams', help: 'Open news streams', registers }),
  };
}
