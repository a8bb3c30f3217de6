import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { type RunningWorker, startWorker } from '../../activities/worker.ts';
import { type MailServer, startMailServer } from '../../commands/servers/mail-server.ts';
import type { Config } from '../../config/environment.ts';
import { asTenant, connect, type Db, type Trx } from '../../db/client.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
import { type Delivered, requestWorkflowId } from '../../workflows/contracts.ts';
import { deliver } from '../../workflows/deliver.ts';
import { publishModel } from '../activities/advance/drawn-process.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { provisionTenant, testSecretKey } from '../tenant.ts';

/** A whole worker, started as the product starts it, on servers of its own or a namespace of its own. */
export interface Running {
  db: Db;
  database: TestDatabase;
  tenant: string;
  client: Client;
  mail: MailServer;
  worker: RunningWorker;
  startWorker(): Promise<RunningWorker>;
  inTenant<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  draw(model: string): Promise<void>;
  /** @returns the request and its first event, not delivered yet. */
  open(address?: string): Promise<{ request: string; event: string }>;
  record(request: string, event: Omit<Parameters<typeof recordEvent>[1], 'request' | 'actor'>): Promise<string>;
  deliver(request: string, event: string, waitMs?: number): Promise<Delivered | null>;
  handleOf(request: string): ReturnType<Client['workflow']['getHandle']>;
  end(): Promise<void>;
}

export async function startRunning(): Promise<Running> {
  const [database, folder] = [await createTestDatabase(), mkdtempSync(path.join(tmpdir(), 'vorgang-running-'))];
  const db = connect(database.appUrl);
  const { tenant, mailbox } = await provisionTenant(database.url, db);
  const mail = await startMailServer({ folder, smtpPort: 0, imapPort: 0, mailboxes: [], log: () => undefined });
  const namespace = `request-${randomUUID()}`;
  const config: Config = {
    databaseUrl: database.appUrl,
    temporal: { address: inject('temporalAddress'), namespace },
    appUrl: 'http://app.test',
    host: '127.0.0.1',
    port: 0,
    workerPort: 0,
    secretKey: testSecretKey,
    logLevel: (process.env['LOG_LEVEL'] as Config['logLevel'] | undefined) ?? 'silent',
    smtpPatience: 300,
    demoMail: { smtpPort: mail.ports.smtp, imapPort: mail.ports.imap, password: mail.masterPassword },
    workflowBundle: null,
  };
  const connection = await Connection.connect({ address: config.temporal.address });
  const client = new Client({ connection, namespace });
  const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(db, tenant, work);
  let opened = 0;
  const running: Running = {
    db,
    database,
    tenant,
    client,
    mail,
    worker: await startWorker(config),
    startWorker: async () => (running.worker = await startWorker(config)),
    inTenant,
    draw: (model) => inTenant((trx) => publishModel(trx, model)),
    open: (address = 'eva.lindner@kunden.example') =>
      inTenant((trx) =>
        openRequest(trx, {
          channel: 'mail',
          subject: 'Frage zur Creme',
          language: 'de',
          mailbox,
          requester: { name: 'Eva Lindner', address },
          message: { text: 'Ist die Creme vegan?' },
          key: `test:${++opened}`,
        }),
      ),
    record: async (request, event) => (await inTenant((trx) => recordEvent(trx, { request, actor: { type: 'system' }, ...event }))).id,
    deliver: (request, event, waitMs = 30_000) => deliver(client, { tenant, request, generation: 1, event }, waitMs),
    handleOf: (request) => client.workflow.getHandle(requestWorkflowId(request)),
    async end() {
      await running.worker.stop();
      await connection.close();
      await mail.stop();
      await db.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return running;
}
