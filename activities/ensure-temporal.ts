import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { mailboxWorkflowId, type MailboxInput, taskQueue } from '../workflows/contracts.ts';

const thirtyDays = msToTs('30 days');

/** What a worker needs in Temporal before it works; safe to repeat, so a fresh Temporal heals by itself. */
export async function ensureNamespace(client: Client, namespace: string): Promise<void> {
  try {
    await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: thirtyDays });
  } catch (error) {
    if ((error as { code?: number }).code !== alreadyExists) throw error;
  }
}

/** gRPC status. */
const alreadyExists = 6;

/** The sweeper's rounds, and the daily digests: who gets one at which hour stands in the database. */
export async function ensureSchedules(client: Client): Promise<void> {
  await ensureSchedule(client, 'sweeper', '1 minute');
  await ensureSchedule(client, 'digests', '1 hour');
}

async function ensureSchedule(client: Client, workflow: 'sweeper' | 'digests', every: '1 minute' | '1 hour'): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: workflow,
      spec: { intervals: [{ every }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP },
      action: { type: 'startWorkflow', workflowType: workflow, taskQueue, workflowId: workflow },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

/** One long-lived workflow a mailbox; a running one stays. */
export async function ensureMailbox(client: Client, input: MailboxInput): Promise<void> {
  await client.workflow.start('mailbox', {
    workflowId: mailboxWorkflowId(input.mailbox),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
