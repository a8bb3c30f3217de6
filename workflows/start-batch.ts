import type { Client } from '@temporalio/client';
import { type BatchInput, batchWorkflowId, taskQueue } from './contracts.ts';

/** One workflow a batch; a running one stays. Safe to repeat: the rows say what is left. */
export async function startBatch(client: Client, input: BatchInput): Promise<void> {
  await client.workflow.start('batch', {
    workflowId: batchWorkflowId(input.batch),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
