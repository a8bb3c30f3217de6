import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';
import type { TrialInput } from './contracts.ts';

const { askServers } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  summary: "tries a mailbox's settings",
  retry: { maximumAttempts: 3 },
});

/** Settings of a mailbox before they are saved; what they are and what came of it stands in Postgres. */
export async function tryMailbox(input: TrialInput): Promise<void> {
  await askServers(input);
}
