import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';

const { sendDigests } = proxyActivities<Activities>({
  startToCloseTimeout: '30 minutes',
  summary: 'to everybody who wants one now',
  retry: { maximumAttempts: 3 },
});

/** Started by its schedule every hour; who gets one, and that nobody gets two a day, stands in Postgres. */
export async function digests(): Promise<number> {
  return sendDigests(null);
}
