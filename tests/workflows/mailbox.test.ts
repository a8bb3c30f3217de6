import path from 'node:path';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { watchMailbox } from '../../activities/mail/watch-mailbox.ts';
import type { MailServer } from '../../commands/servers/mail-server.ts';
import { seal } from '../../config/secret.ts';
import { type MailboxInput, mailboxWorkflowId } from '../../workflows/contracts.ts';
import { attachMailServer, createSetting, mailText, type Setting, shop } from '../activities/mail/setting.ts';

const taskQueue = 'mailbox-test';
let setting: Setting;
let server: MailServer;
let client: Client;
let native: NativeConnection;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  setting = await createSetting();
  server = await attachMailServer(setting);
  const address = inject('temporalAddress');
  client = new Client({ connection: await Connection.connect({ address }), namespace: inject('temporalNamespace') });
  native = await NativeConnection.connect({ address });
});
afterAll(async () => {
  await client.connection.close();
  await native.close();
  await server.stop();
  await setting.end();
});

async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const worker = await Worker.create({
    connection: native,
    namespace: inject('temporalNamespace'),
    taskQueue,
    workflowsPath: path.join(import.meta.dirname, '..', '..', 'workflows', 'mailbox.ts'),
    activities: { watchMailbox: (input: MailboxInput) => watchMailbox(setting.deps, input) },
    shutdownGraceTime: '5 seconds',
  });
  const running = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await running;
    },
  };
}

const start = (input: MailboxInput) =>
  client.workflow.start('mailbox', {
    workflowId: mailboxWorkflowId(input.mailbox),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
const input = (): MailboxInput => ({ tenant: setting.tenant, mailbox: setting.mailbox, generation: 1 });
const subjects = async (): Promise<string[]> => {
  const rows = await setting.inTenant((trx) => trx.selectFrom('request').select('subject').orderBy('number').execute());
  return rows.map((row) => row.subject);
};
const hasSubjects = (wanted: string[]): Promise<void> =>
  vi.waitFor(async () => expect(await subjects()).toEqual(wanted), { timeout: 30_000, interval: 50 });
const arrive = (subject: string): void => server.deliver(mailText({ subject }), { from: 'anna@kunden.example', to: [shop] });

it('is read for good: over a worker’s end, a changed password, and until it is switched off', async () => {
  arrive('eins');
  let worker = await startWorker();
  const handle = await start(input());
  await hasSubjects(['eins']);
  arrive('zwei');
  await hasSubjects(['eins', 'zwei']);

  await worker.stop();
  arrive('drei');
  worker = await startWorker();
  await hasSubjects(['eins', 'zwei', 'drei']);

  const setSecret = (password: string) =>
    setting.inTenant((trx) =>
      trx
        .updateTable('mailbox')
        .set({ secret: seal(setting.deps.services.secretKey, password) })
        .where('id', '=', setting.mailbox)
        .execute(),
    );
  await setSecret('falsch');
  await handle.signal('mailbox-changed');
  await vi.waitFor(
    async () => {
      const row = await setting.inTenant((trx) =>
        trx.selectFrom('mailbox').select('last_error').where('id', '=', setting.mailbox).executeTakeFirstOrThrow(),
      );
      expect(row.last_error).toMatch(/Kennwort/);
    },
    { timeout: 20_000, interval: 50 },
  );
  arrive('vier');
  await setSecret('geheim');
  await handle.signal('mailbox-changed');
  await hasSubjects(['eins', 'zwei', 'drei', 'vier']);

  await setting.inTenant((trx) => trx.updateTable('mailbox').set({ active: false }).where('id', '=', setting.mailbox).execute());
  await handle.signal('mailbox-changed');
  await handle.result();
  await worker.stop();

  const history = JSON.stringify(await handle.fetchHistory());
  const decoded = history.replaceAll(/"data":"([^"]+)"/g, (_all, data: string) => Buffer.from(data, 'base64').toString());
  expect(decoded).toContain(setting.mailbox);
  expect(decoded).not.toMatch(/anna|kunden|geheim|falsch|eins|shop\.example/);
}, 120_000);

it('of another generation ends its workflow instead of reading', async () => {
  await setting.inTenant((trx) => trx.updateTable('mailbox').set({ active: true }).where('id', '=', setting.mailbox).execute());
  const worker = await startWorker();
  const handle = await start({ ...input(), generation: 2 });
  await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
  await worker.stop();
}, 60_000);
