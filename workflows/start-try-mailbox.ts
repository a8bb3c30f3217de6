import type { Client } from '@temporalio/client';
import { taskQueue, type TrialInput } from './contracts.ts';

export async function startTryMailbox(client: Client, input: TrialInput): Promise<void> {
  await client.workflow.start('tryMailbox', { workflowId: `try-mailbox-${input.trial}`, taskQueue, args: [input] });
}
