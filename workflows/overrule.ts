import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';
import type { OverruleInput } from './contracts.ts';

const { overruleMail } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  summary: 'one mail goes another way',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** What a person said against the verdicts of some mails, one after the other. What, and what came of it, stands in Postgres. */
export async function overrule({ overrulings, ...input }: OverruleInput): Promise<void> {
  for (const overruling of overrulings) await overruleMail({ ...input, overruling });
}
