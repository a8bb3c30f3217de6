import type { Client } from '@temporalio/client';
import { type OverruleInput, taskQueue } from './contracts.ts';

/** Safe to repeat: the rows say what is left. */
export async function startOverrule(client: Client, input: OverruleInput): Promise<void> {
  await client.workflow.start('overrule', {
    workflowId: `overrule-${input.overrulings[0] ?? ''}`,
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
