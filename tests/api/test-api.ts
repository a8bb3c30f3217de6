import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { PictureNet } from '../../api/messages/pictures.ts';
import { buildServer } from '../../api/server.ts';
import { lazyTemporal } from '../../api/temporal.ts';
import { hashPassword } from '../../api/session/password.ts';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import type { Role } from '../../db/schema.ts';
import { deliver } from '../../workflows/deliver.ts';
import { createTestDatabase } from '../database.ts';

export const metricsToken = 'm'.repeat(24);
export const password = 'correct horse battery';
const passwordHash = await hashPassword(password);

export interface TestApi {
  app: FastifyInstance;
  /** As the application's role, under row-level security. */
  db: Db;
  /** Superuser: sees every tenant. */
  owner: Db;
  /** Superuser's address of the database. */
  url: string;
  appUrl: string;
  /** Lines of the operator's log. */
  log: string[];
  /** Hands an event to its workflow, as whoever recorded it would. */
  deliver(tenant: string, request: string, event: string): Promise<unknown>;
  close(): Promise<void>;
}

/** One API on a database of its own (or another API's) and the run's Temporal server. */
export async function startTestApi({
  beside,
  temporal = true,
  namespace,
  webFolder = 'tests/api/no-web-app',
  pictureNet,
}: { beside?: TestApi; temporal?: boolean; namespace?: string; webFolder?: string; pictureNet?: PictureNet } = {}): Promise<TestApi> {
  const database = beside ? null : await createTestDatabase();
  const appUrl = beside?.appUrl ?? database!.appUrl;
  const url = beside?.url ?? database!.url;
  const db = connect(appUrl, 8);
  const owner = connect(url, 2);
  const connection = lazyTemporal(temporal ? inject('temporalAddress') : '127.0.0.1:1');
  const client = new Client({ connection, namespace: namespace ?? inject('temporalNamespace') });
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
  const config = {
    databaseUrl: appUrl,
    appUrl: 'http://desk.example',
    secretKey: 'k'.repeat(32),
    metricsToken,
    demoMail: null,
    requestsPerMinute: 1_000_000,
    webFolder,
    ...(pictureNet ? { pictureNet } : {}),
  };
  const app = await buildServer({ db, client, config, log: logger });
  const close = async () => {
    await app.close();
    await db.destroy();
    await owner.destroy();
    await connection.close();
    await database?.drop();
  };
  return {
    app,
    db,
    owner,
    url,
    appUrl,
    log,
    close,
    deliver: (tenant, request, event) => deliver(client, { tenant, request, event, generation: 1 }, 20_000),
  };
}

export interface Person {
  id: string;
  email: string;
  tenant: string;
  cookie: string;
  /** A call by this person: `call('GET /api/tasks?view=mine')`. */
  call(
    what: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: never; headers: Record<string, unknown> }>;
}

export async function makeTenant({ owner }: TestApi, slug = `t-${randomUUID()}`): Promise<string> {
  return (await owner.insertInto('tenant').values({ slug, name: slug, language: 'de' }).returning('id').executeTakeFirstOrThrow()).id;
}

export async function makeAccount(
  trx: Trx,
  { name = 'Nora', roles = ['agent'], capacity = 5, skills = {}, topics = [], presence = 'offline' }: Partial<AccountWish> = {},
): Promise<{ id: string; email: string }> {
  const email = `${randomUUID()}@desk.example`;
  const { id } = await trx
    .insertInto('account')
    .values({ email, name, password_hash: passwordHash, roles, capacity, presence })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [skill, level] of Object.entries(skills)) {
    await trx
      .insertInto('skill')
      .values({ key: skill, title_de: skill, title_en: skill })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.insertInto('account_skill').values({ account: id, skill, level }).execute();
  }
  for (const topic of topics) {
    await trx
      .insertInto('topic')
      .values({ key: topic, title_de: topic, title_en: topic })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.insertInto('account_topic').values({ account: id, topic }).execute();
  }
  return { id, email };
}

interface AccountWish {
  name: string;
  roles: Role[];
  capacity: number;
  skills: Record<string, number>;
  topics: string[];
  presence: 'available' | 'paused' | 'offline';
}

/** Makes an account and signs it in through the API. */
export async function person(api: TestApi, tenant: string, wish: Partial<AccountWish> = {}): Promise<Person> {
  const { id, email } = await asTenant(api.db, tenant, (trx) => makeAccount(trx, wish));
  return signIn(api, { id, email, tenant });
}

/** Each from an address of their own, so that no brake of sign-in counts them together. */
export async function signIn(api: TestApi, { id, email, tenant }: { id: string; email: string; tenant: string }): Promise<Person> {
  const remoteAddress = `198.51.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`;
  const response = await api.app.inject({ method: 'POST', url: '/api/session', payload: { email, password }, remoteAddress });
  const { name, value } = response.cookies[0] ?? { name: 'none', value: response.body };
  const cookie = `${name}=${value}`;
  return { id, email, tenant, cookie, call: (what, body, headers) => call(api, what, body, { cookie, ...headers }) };
}

export async function call(
  api: TestApi,
  what: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: never; headers: Record<string, unknown> }> {
  const [method, url] = what.split(' ') as [InjectOptions['method'], string];
  const response = await api.app.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body as object }),
  } as InjectOptions);
  const isJson = String(response.headers['content-type']).includes('json');
  return { status: response.statusCode, body: (isJson ? response.json() : response.body) as never, headers: response.headers };
}
