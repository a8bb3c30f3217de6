import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';

const { sweep } = proxyActivities<Activities>({ startToCloseTimeout: '5 minutes', retry: { maximumAttempts: 1 } });

/** One round, started by its schedule every minute; the next round repeats what this one missed. */
export async function sweeper(): Promise<void> {
  await sweep();
}
