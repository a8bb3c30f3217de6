import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

/** A database's clock and Temporal's differ by a little: rather a moment late than twice. */
const margin = 20;

/**
 * For Temporal: the same activity again, not before an instant. Costs its history nothing, however long and however often; no fault, so nobody is alarmed.
 */
export function notBefore(job: string, at: Date): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'job-waits',
    message: `Job ${job} is to be done later: see its row.`,
    nextRetryDelay: Math.max(0, at.getTime() - Date.now()) + margin,
    category: ApplicationFailureCategory.BENIGN,
  });
}
