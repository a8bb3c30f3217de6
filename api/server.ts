import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { Client } from '@temporalio/client';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { pino } from 'pino';
import type { Config } from '../config/environment.ts';
import { connect, type Db } from '../db/client.ts';
import type { ApiDeps } from './app.ts';
import type { ApiConfig } from './config.ts';
import { features } from './features.ts';
import { listenForNews } from './news/listener.ts';
import { access } from './plugins/access.ts';
import { errors } from './plugins/errors.ts';
import { gracefulStop } from './plugins/graceful-stop.ts';
import { health } from './plugins/health.ts';
import { callLog } from './plugins/log.ts';
import { metrics } from './plugins/metrics.ts';
import { openapi } from './plugins/openapi.ts';
import { security } from './plugins/security.ts';
import { webApp } from './plugins/web-app.ts';
import { lazyTemporal } from './temporal.ts';

/** Wires the whole API. It owns its news connection, not `db` and `client`: whoever made those ends them. */
export async function buildServer(given: { db: Db; client: Client; config: ApiConfig; log: FastifyBaseLogger }): Promise<FastifyInstance> {
  const { config, log } = given;
  const app = fastify({
    loggerInstance: log,
    // Calls are logged by plugins/log.ts, without addresses.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // A proxy stands in the same private network; what comes from elsewhere cannot claim another's address.
    trustProxy: 'loopback, linklocal, uniquelocal',
    bodyLimit: 1024 * 1024,
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: true, allErrors: false } },
  });
  gracefulStop(app);
  errors(app);
  await security(app, config);
  await app.register(cookie);
  callLog(app);
  access(app, given);
  const deps: ApiDeps = { ...given, metrics: metrics(app, config), news: listenForNews(config.databaseUrl, log) };
  app.addHook('onClose', () => deps.news.close());
  await openapi(app);
  health(app, deps);
  for (const feature of features) await app.register(async (scope) => feature(scope, deps));
  await webApp(app, config);
  await app.ready();
  return app;
}

/**
 * The API as a process of its own; several may run side by side.
 * @returns its address and how to stop it: running calls finish, streams end, then the connections close.
 */
export async function startApi(config: Config): Promise<{ address: string; stop(): Promise<void> }> {
  const log = pino({ level: config.logLevel, base: { service: 'api' } });
  const db = connect(config.databaseUrl, 10);
  const connection = lazyTemporal(config.temporal.address);
  const client = new Client({ connection, namespace: config.temporal.namespace });
  const app = await buildServer({ db, client, config, log });
  const address = await app.listen({ host: config.host, port: config.port });
  const stop = async () => {
    await app.close();
    await connection.close();
    await db.destroy();
  };
  return { address, stop };
}
