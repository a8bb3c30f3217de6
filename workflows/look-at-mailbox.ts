import type { Client } from '@temporalio/client';
import { mailboxChangedSignal, type MailboxInput, mailboxWorkflowId, taskQueue } from './contracts.ts';

/** Has a mailbox read at once, with its settings as they are now; begins where nobody reads it yet. */
export async function lookAtMailbox(client: Client, input: MailboxInput): Promise<void> {
  await client.workflow.signalWithStart('mailbox', {
    workflowId: mailboxWorkflowId(input.mailbox),
    taskQueue,
    args: [input],
    signal: mailboxChangedSignal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
