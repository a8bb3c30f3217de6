import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { runningBatches } from '../db/batches.ts';
import { asTenant, type Db } from '../db/client.ts';
import { endExpiredClaim } from '../db/jobs.ts';
import { activeMailboxes, expiredJobs, unarchivedRequests } from '../db/stuck.ts';
import type { RequestInput } from '../workflows/contracts.ts';
import { deliver } from '../workflows/deliver.ts';
import { startBatch } from '../workflows/start-batch.ts';
import { ensureMailbox, ensureSchedules } from './ensure-temporal.ts';

export interface Reconciled {
  requests: number;
  /** Of these, whose workflow gave no answer in time: it was asked, and the sweeper will ask again. */
  late: number;
  mailboxes: number;
  batches: number;
  jobs: number;
}

export interface ReconcileDeps {
  db: Db;
  client: Client;
  generation: number;
  /** How far it is, for long work. */
  progress(done: number, of: number): void;
}

const atOnce = 20;

/**
 * Rebuilds Temporal from Postgres: a workflow for every request that is not over, for every mailbox and batch, the schedules; timers and ready jobs follow from each request's
 * first `advance`. A claim that ran out is ended. Running workflows are only asked to look again. Needs a running worker to answer.
 */
export async function reconcile({ db, client, generation, progress }: ReconcileDeps): Promise<Reconciled> {
  await ensureSchedules(client);
  const mailboxes = await activeMailboxes(db);
  for (const { tenant, id } of mailboxes) await ensureMailbox(client, { tenant, mailbox: id, generation });
  const batches = await runningBatches(db);
  for (const { tenant, id } of batches) await startBatch(client, { tenant, batch: id, generation });
  const jobs = await expiredJobs(db);
  for (const { tenant, id } of jobs) await asTenant(db, tenant, (trx) => endExpiredClaim(trx, id));
  const requests = await unarchivedRequests(db);
  let done = 0;
  let late = 0;
  const queue = [...requests];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (!(await ask(client, { tenant: next.tenant, request: next.id, generation }))) late += 1;
      progress(++done, requests.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { requests: requests.length, late, mailboxes: mailboxes.length, batches: batches.length, jobs: jobs.length };
}

/** One that cannot go on must not hold up the others. */
async function ask(client: Client, input: RequestInput): Promise<boolean> {
  try {
    return (await deliver(client, { ...input, event: `reconcile-${Date.now()}` }, 10_000)) !== null;
  } catch (error) {
    if (isGrpcServiceError(error)) throw error;
    return false;
  }
}

/** Ends what Temporal runs for requests, mailboxes and batches: it knows of things that the database does not. Afterwards `reconcile`. */
export async function forgetTemporal(client: Client): Promise<number> {
  let ended = 0;
  // Again until none is found: one may have been started meanwhile, and lists lag behind.
  for (let found = 1; found > 0; ended += found) {
    found = 0;
    for await (const { workflowId } of client.workflow.list({ query: runningOnes })) {
      found += 1;
      await client.workflow.getHandle(workflowId).terminate('An older database was restored.').catch(onlyIfGone);
    }
  }
  return ended;
}

const runningOnes = `ExecutionStatus = 'Running' AND (WorkflowType = 'request' OR WorkflowType = 'mailbox' OR WorkflowType = 'batch')`;

function onlyIfGone(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}
