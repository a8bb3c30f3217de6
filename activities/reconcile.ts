import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { asTenant, type Db } from '../db/client.ts';
import { endExpiredClaim } from '../db/jobs.ts';
import { activeMailboxes, allTenants, expiredJobs, unarchivedRequests } from '../db/stuck.ts';
import { deliver } from '../workflows/deliver.ts';
import { ensureMailbox, ensureSweeper } from './ensure-temporal.ts';

export interface Reconciled {
  requests: number;
  mailboxes: number;
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
 * Rebuilds Temporal from Postgres: a workflow for every request that is not over, for every mailbox, the schedules; timers and ready jobs follow from each request's
 * first `advance`. A claim that ran out is ended. Running workflows are only asked to look again. Needs a running worker to answer.
 */
export async function reconcile({ db, client, generation, progress }: ReconcileDeps): Promise<Reconciled> {
  await ensureSweeper(client);
  const mailboxes = await activeMailboxes(db);
  for (const { tenant, id } of mailboxes) await ensureMailbox(client, { tenant, mailbox: id, generation });
  const jobs = await expiredJobs(db);
  for (const { tenant, id } of jobs) await asTenant(db, tenant, (trx) => endExpiredClaim(trx, id));
  const requests = await unarchivedRequests(db);
  let done = 0;
  const queue = [...requests];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await deliver(client, { tenant: next.tenant, request: next.id, generation, event: `reconcile-${Date.now()}` }, 10_000);
      progress(++done, requests.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { requests: requests.length, mailboxes: mailboxes.length, jobs: jobs.length };
}

/**
 * After an older database was restored under a newer Temporal (rule 11): what Temporal runs is ended, what may have been sent is in doubt, mailboxes are read again from
 * the start (the ledger knows what it has). Afterwards `reconcile`.
 * @param db the owner's connection has raised the generation already.
 */
export async function forgetTemporal({ db, client }: Pick<ReconcileDeps, 'db' | 'client'>): Promise<void> {
  for await (const workflow of client.workflow.list({
    query: `ExecutionStatus = 'Running' AND (WorkflowType = 'request' OR WorkflowType = 'mailbox')`,
  })) {
    try {
      await client.workflow.getHandle(workflow.workflowId).terminate('An older database was restored.');
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  for (const { tenant } of await allTenants(db)) {
    await asTenant(db, tenant, async (trx) => {
      await trx
        .updateTable('outbox')
        .set({ state: 'unknown', settled_at: new Date(), error: 'An older database was restored: it may have gone out.' })
        .where('state', 'in', ['prepared', 'handing-over'])
        .execute();
      await trx
        .updateTable('job')
        .set({ state: 'unknown', finished_at: new Date(), error: 'An older database was restored.' })
        .where('step', '=', 'hand-over-mail')
        .where('state', 'in', ['ready', 'claimed'])
        .execute();
      await trx
        .updateTable('job')
        .set({ state: 'ready', lease_until: null })
        .where('state', '=', 'claimed')
        .where('idempotent', '=', true)
        .execute();
      await trx
        .updateTable('job')
        .set({ state: 'unknown', finished_at: new Date(), error: 'An older database was restored.' })
        .where('state', '=', 'claimed')
        .where('idempotent', '=', false)
        .execute();
      await trx.updateTable('mailbox').set({ last_uid: 0 }).execute();
    });
  }
}
