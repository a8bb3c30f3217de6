import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { FastifyInstance } from 'fastify';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { buildServer } from '../../../api/server.ts';
import type { ApiConfig } from '../../../api/config.ts';
import { asTenant, connect, type Db, type Trx } from '../../../db/client.ts';
import { hashToken } from '../../../api/session/token.ts';
import type { Database, Role } from '../../../db/schema.ts';
import { createTestDatabase } from '../../database.ts';

/** A shop with its kinds, one mailbox and one customer, and the API in front of it. */
export interface Shop {
  app: FastifyInstance;
  tenant: string;
  /** Everything the API logged. */
  logged: string[];
  /** A signed-in account. @returns the header that its browser sends. */
  signIn(person: { name: string; roles: Role[] }): Promise<{ cookie: string }>;
  within<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Temporal is away: events are saved and not delivered. So a test waits for nothing, and what the pages promise must hold then too. */
function clientWithoutTemporal(): Client {
  return new Client({
    connection: Connection.lazy({ address: '127.0.0.1:1' }),
    interceptors: {
      workflow: [{ startUpdateWithStart: () => Promise.reject(new Error('Temporal is away')) }],
    },
  });
}

export async function openShop(config: Partial<ApiConfig> = {}): Promise<Shop> {
  const database = await createTestDatabase();
  const owner = new Kysely<Database>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url, max: 2 }) }) });
  const { id: tenant } = await owner
    .insertInto('tenant')
    .values({ slug: 'schoenkauf', name: 'Schönkauf' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await owner.destroy();
  const db: Db = connect(database.appUrl, 5);
  const within = <T>(work: (trx: Trx) => Promise<T>) => asTenant(db, tenant, work);
  await within(fillShop);
  const logged: string[] = [];
  const app = await buildServer({
    db,
    client: clientWithoutTemporal(),
    config: {
      databaseUrl: database.appUrl,
      appUrl: 'http://localhost:8080',
      secretKey: 'x'.repeat(32),
      demoMail: null,
      ...config,
    },
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
  });
  return {
    app,
    tenant,
    logged,
    within,
    signIn: ({ name, roles }) =>
      within(async (trx) => {
        const token = randomBytes(32).toString('base64url');
        const { id } = await trx
          .insertInto('account')
          .values({ email: `${token.slice(0, 8)}@schoenkauf.example`, name, password_hash: '-', roles })
          .returning('id')
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('session')
          .values({ token_hash: hashToken(token), account: id, expires_at: new Date(Date.now() + 3_600_000) })
          .execute();
        return { cookie: `vorgang_session=${token}` };
      }),
    async close() {
      await app.close();
      await db.destroy();
      await database.drop();
    },
  };
}

async function fillShop(trx: Trx): Promise<void> {
  const kinds = [
    ['general', 'Allgemeine Anfrage', 'General enquiry'],
    ['complaint', 'Beschwerde', 'Complaint'],
    ['faulty-order', 'Bestellfehler, sofort stoppen', 'Faulty order, stop at once'],
  ] as const;
  await trx
    .insertInto('kind')
    .values(kinds.map(([key, title_de, title_en]) => ({ key, title_de, title_en })))
    .execute();
  const server = JSON.stringify({ host: '127.0.0.1', port: 1, secure: false, user: 'service@schoenkauf.example' });
  await trx
    .insertInto('mailbox')
    .values({ address: 'service@schoenkauf.example', name: 'Kundenservice', imap: server, smtp: server, secret: Buffer.from('x') })
    .execute();
  const { id } = await trx
    .insertInto('customer')
    .values({ number: 'K-1', name: 'Anna Berg', class: 'A' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.insertInto('customer_address').values({ address: 'anna.berg@post.example', customer: id }).execute();
}

/** A multipart body as a browser makes it. */
export function formBody(fields: Record<string, string>, files: { name: string; content: Buffer; type?: string }[] = []) {
  const boundary = 'vorgang-test-boundary';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  }
  for (const { name, content, type = 'application/octet-stream' } of files) {
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`),
    );
    parts.push(content, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
