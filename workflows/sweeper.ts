import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';
import type { Mark } from './contracts.ts';

const { sweep } = proxyActivities<Activities>({ startToCloseTimeout: '5 minutes', retry: { maximumAttempts: 1 } });

/**
 * One round, started by its schedule every minute; the next round repeats what this one missed. How far the database had come goes from round to round.
 */
export async function sweeper(): Promise<Mark> {
  const before = (workflowInfo().lastResult as Mark | undefined) ?? null;
  return (await sweep({ before })).mark;
}
