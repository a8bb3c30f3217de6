import path from 'node:path';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import pino from 'pino';
import type { Config } from '../config/environment.ts';
import { byKeys, connect } from '../db/client.ts';
import { activeMailboxes, generationReader } from '../db/stuck.ts';
import { requestWorkflowId, taskQueue } from '../workflows/contracts.ts';
import { startBatch } from '../workflows/start-batch.ts';
import { createActivities } from './create-activities.ts';
import { createDeliverEvent } from './deliver-event.ts';
import { ensureMailbox, ensureNamespace, ensureSchedules } from './ensure-temporal.ts';
import { createInterpreter } from './interpreter/interpreter.ts';
import { smtpLimits } from './mail/smtp-limits.ts';
import { resolverOf } from './mail/name-servers.ts';
import { refuseOlderDatabase } from './older-database.ts';

export interface RunningWorker {
  /** Takes no new work, finishes what runs, closes its connections. */
  stop(): Promise<void>;
  /** Settles when the worker has stopped; rejects when it died. */
  finished: Promise<void>;
}

/**
 * Starts one worker process: workflows, local and other activities on one task queue. Several may run side by side.
 * @throws where the database or Temporal cannot be reached, or the database is older than what Temporal has run with.
 */
export async function startWorker(config: Config): Promise<RunningWorker> {
  const log = pino({ level: config.logLevel, name: 'worker' });
  installRuntime(log);
  const db = connect(config.databaseUrl, 20, byKeys);
  const generation = generationReader(db);
  const { address, namespace } = config.temporal;
  const [connection, clientConnection] = await Promise.all([NativeConnection.connect({ address }), Connection.connect({ address })]);
  const interpreter = createInterpreter();
  const close = async () => {
    await Promise.all([interpreter.stop(), clientConnection.close(), connection.close()]);
    await db.destroy();
  };
  const client = new Client({ connection: clientConnection, namespace });
  try {
    await ensureNamespace(client, namespace);
    await refuseOlderDatabase(client, db);
    await ensureSchedules(client);
  } catch (error) {
    await close();
    throw error;
  }
  const services = { appUrl: config.appUrl, secretKey: config.secretKey };
  const watch = async (mailbox: { tenant: string; mailbox: string }) =>
    ensureMailbox(client, { ...mailbox, generation: await generation() });
  const activities = createActivities({
    db,
    services,
    demoMail: config.demoMail,
    ...(config.dnsServers ? { resolver: resolverOf(config.dnsServers) } : {}),
    smtpLimits: smtpLimits(config.smtpPatience * 1000),
    interpreter,
    log,
    now: () => new Date(),
    deliver: createDeliverEvent(client, generation),
    ensureMailbox: watch,
    ensureBatch: async (batch) => startBatch(client, { ...batch, generation: await generation() }),
    isRunning: (request) => isRunning(client, request),
    refuse: () => {
      log.fatal(
        'The database is older than what Temporal has run with: was a backup put back? Run "npm run reconcile -- --restored", then start the workers.',
      );
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  });
  const worker = await Worker.create({ connection, namespace, taskQueue, activities, ...workflowCode(config), ...tuning });
  const finished = worker.run();
  for (const { tenant, id } of await activeMailboxes(db)) await watch({ tenant, mailbox: id });
  log.info({ taskQueue, generation: await generation() }, 'worker is ready');
  return {
    finished,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished.catch(() => undefined);
      await close();
    },
  };
}

async function isRunning(client: Client, request: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(requestWorkflowId(request)).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** A bundle made before spares each start the bundling. */
function workflowCode({ workflowBundle }: Config): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  if (workflowBundle) return { workflowBundle: { codePath: workflowBundle } };
  return { workflowsPath: path.join(import.meta.dirname, '..', 'workflows', 'index.ts') };
}

export const tuning: Partial<WorkerOptions> = {
  maxCachedWorkflows: 500,
  maxConcurrentLocalActivityExecutions: 40,
  maxConcurrentActivityTaskExecutions: 100,
  shutdownGraceTime: '5 seconds',
  shutdownForceTime: '15 seconds',
};

let isInstalled = false;

/** Temporal's own lines go where ours go; a process has one runtime. */
function installRuntime(log: pino.Logger): void {
  if (isInstalled) return;
  isInstalled = true;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      log[level === 'ERROR' ? 'error' : 'warn'](
        {
          type: meta?.['error'] instanceof Error ? meta['error'].name : undefined,
          workflowType: meta?.['workflowType'],
          workflowId: meta?.['workflowId'],
          activityType: meta?.['activityType'],
        },
        message,
      ),
    ),
  });
}
