import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Static, TSchema } from 'typebox';
import { asTenant } from '../../db/client.ts';
import { claimJob, finishJob, type JobRow, leaseRenewal, releaseJob, renewLease } from '../../db/jobs.ts';
import type { Variables } from '../../domain/process/types.ts';
import type { JobOutcome } from '../../workflows/contracts.ts';
import { handOver } from '../mail/hand-over.ts';
import { stepTypes } from '../steps/index.ts';
import { type JobDeps, StepError } from '../steps/step.ts';

export type RunJobDeps = JobDeps & Parameters<typeof handOver>[0];

/** With Temporal's back-off (to five minutes) about five hours: mail servers are down that long. */
const mailTries = 60;

interface Result {
  state: 'done' | 'failed' | 'unknown';
  result: Variables;
  error?: string;
}

/**
 * Claims a job by compare and set, does it, and commits its result as an event that the next `advance` takes in.
 * @throws what went wrong technically, while tries are left: Temporal calls again with back-off.
 */
export async function runJob(deps: RunJobDeps, { tenant, job: id }: { tenant: string; job: string }): Promise<JobOutcome> {
  const job = await asTenant(deps.db, tenant, (trx) => claimJob(trx, id));
  if (!job) return { state: 'gone', event: null };
  const beat = setInterval(() => {
    heartbeat();
    asTenant(deps.db, tenant, (trx) => renewLease(trx, id)).catch(() => undefined);
  }, leaseRenewal);
  try {
    const result = await work(deps, tenant, job);
    const event = await asTenant(deps.db, tenant, (trx) => finishJob(trx, job, result));
    return { state: result.state, event };
  } finally {
    clearInterval(beat);
  }
}

async function work(deps: RunJobDeps, tenant: string, job: JobRow): Promise<Result> {
  try {
    return job.step === 'hand-over-mail' ? await handOverMail(deps, tenant, job) : await runStep(deps, tenant, job);
  } catch (error) {
    if (error instanceof StepError) return { state: 'done', result: { errorCode: error.code }, error: error.message };
    const message = error instanceof Error ? error.message : String(error);
    if (job.attempt >= (job.step === 'hand-over-mail' ? mailTries : job.retries)) return { state: 'failed', result: {}, error: message };
    await asTenant(deps.db, tenant, (trx) => releaseJob(trx, job.id, message));
    throw retryLater(job, error);
  }
}

async function runStep(deps: RunJobDeps, tenant: string, job: JobRow): Promise<Result> {
  const step = stepTypes.get(job.step);
  if (step?.mode !== 'job') return { state: 'failed', result: {}, error: `There is no job step "${job.step}" in this release.` };
  const output = await step.run(deps, { tenant, request: job.request, id: job.id }, job.payload as Static<TSchema>);
  return { state: 'done', result: output as Variables };
}

async function handOverMail(deps: RunJobDeps, tenant: string, job: JobRow): Promise<Result> {
  const handed = await handOver(deps, tenant, String(job.payload.outbox));
  if (handed.state === 'prepared') throw new Error(handed.response ?? 'The mail server did not take it yet.');
  return { state: handed.state === 'unknown' ? 'unknown' : 'done', result: { state: handed.state } };
}

/** The cause stays in the job's row; Temporal gets a type and an id. */
function retryLater(job: JobRow, cause: unknown): Error {
  return ApplicationFailure.create({
    type: 'job-retry',
    message: `Job ${job.id} (${job.step}), attempt ${job.attempt}: see its row.`,
    details: [String((cause as { code?: unknown }).code ?? 'error')],
  });
}
