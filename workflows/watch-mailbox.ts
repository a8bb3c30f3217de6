import type { Client } from '@temporalio/client';
import { type MailboxInput, mailboxWorkflowId, taskQueue } from './contracts.ts';

/** Sees to it that a mailbox is watched. Safe to repeat; where it is watched already it looks at its settings at once. */
export async function ensureMailboxWatched(client: Client, input: MailboxInput): Promise<void> {
  await client.workflow.signalWithStart('mailbox', {
    workflowId: mailboxWorkflowId(input.mailbox),
    taskQueue,
    args: [input],
    signal: 'mailbox-changed',
    signalArgs: [],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
