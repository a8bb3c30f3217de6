import { continueAsNew, proxyActivities, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';
import type { BatchInput } from './contracts.ts';

const { workOnBatch } = proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  summary: 'one request after the other',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One deed for many requests, some at a time, until none is left or somebody stops it. Which, and how far, stands in Postgres. */
export async function batch(input: BatchInput): Promise<void> {
  while (!workflowInfo().continueAsNewSuggested) {
    const { left, late } = await workOnBatch(input);
    setCurrentDetails(`${left} left.`);
    if (left === 0) return;
    // Whoever is slow is not asked again at once.
    if (late > 0) await sleep('5 seconds', { summary: 'for those who have not answered' });
  }
  await continueAsNew<typeof batch>(input);
}
