import type { Client } from '@temporalio/client';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Db } from '../db/client.ts';
import type { Access } from './contract.ts';
import type { ApiConfig } from './config.ts';
import type { SignedIn } from '../db/accounts.ts';
import type { NewsListener } from './news/listener.ts';
import type { Metrics } from './plugins/metrics.ts';

export interface ApiDeps {
  db: Db;
  client: Client;
  config: ApiConfig;
  log: FastifyBaseLogger;
  metrics: Metrics;
  news: NewsListener;
}

/** One feature's routes; registered in a scope of its own, so its plugins and hooks stay its own. */
export type Feature = (app: FastifyInstance, deps: ApiDeps) => void | Promise<void>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call it. Missing: the server does not start. */
    access?: Access;
    /** false: state may be changed from another origin too, e.g. by a mail's link page under `no-referrer`, where a token in the form proves the intent. */
    sameOrigin?: boolean;
  }
  interface FastifyRequest {
    /** Set on every route that is not public. */
    account: SignedIn | null;
  }
}
