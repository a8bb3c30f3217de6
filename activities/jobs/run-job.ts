import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { announce } from '../../db/changes.ts';
import { asTenant, type CommitWith, type Trx } from '../../db/client.ts';
import { claimJob, dueLater, finishJob, type JobRow, leaseRenewal, releaseJob, renewLease, settleMailJob } from '../../db/jobs.ts';
import { outboxWithMailbox } from '../../db/outbox.ts';
import type { Variables } from '../../domain/process/types.ts';
import type { JobOutcome } from '../../workflows/contracts.ts';
import { type HandedOver, handOver, type MailToHandOver } from '../mail/hand-over.ts';
import { stepTypes } from '../steps/index.ts';
import { type JobDeps, StepError } from '../steps/step.ts';
import { notBefore } from './later.ts';

export type RunJobDeps = JobDeps & Parameters<typeof handOver>[0];

/** Milliseconds. How long a mail is tried is its outbox row's; this is for one that cannot even be tried. */
const longestMailJob = 3 * 24 * 3_600_000;

/** What a job came to; `settled` where it wrote that itself, together with its effect. */
interface Result {
  state: 'done' | 'failed' | 'unknown';
  result: Variables;
  error?: string;
  settled?: Settled;
}

interface Settled {
  isLast: boolean;
  event: string | null;
}

/**
 * Claims a job by compare and set, does it, and commits its result: for a job that a token waits for as an event, which the next `advance` takes in.
 * @throws what went wrong technically, while tries are left: Temporal calls again with back-off.
 */
export async function runJob(deps: RunJobDeps, { tenant, job: id }: { tenant: string; job: string }): Promise<JobOutcome> {
  const claimed = await asTenant(deps.db, tenant, (trx, { commitWith }) => commitWith(claim(trx, id)));
  if (!claimed) {
    const later = await asTenant(deps.db, tenant, (trx) => dueLater(trx, id));
    if (later) throw notBefore(id, later);
    return { state: 'gone', event: null, isLast: false };
  }
  const { job, mail } = claimed;
  const beat = setInterval(() => {
    heartbeat();
    asTenant(deps.db, tenant, (trx) => renewLease(trx, job)).catch(() => undefined);
  }, leaseRenewal);
  try {
    const { settled, ...result } = await work(deps, tenant, job, mail);
    if (settled) return { state: result.state, ...settled };
    return { state: result.state, event: await asTenant(deps.db, tenant, (trx) => finishJob(trx, job, result)), isLast: false };
  } finally {
    clearInterval(beat);
  }
}

interface Claimed {
  job: JobRow;
  /** Of a job that hands a mail over. */
  mail: MailToHandOver | null;
}

async function claim(trx: Trx, id: string): Promise<Claimed | null> {
  const [job, mail] = await Promise.all([claimJob(trx, id), outboxWithMailbox(trx, { job: id })]);
  return job ? { job, mail } : null;
}

async function work(deps: RunJobDeps, tenant: string, job: JobRow, mail: MailToHandOver | null): Promise<Result> {
  try {
    return mail ? await handOverMail(deps, tenant, job, mail) : await runStep(deps, tenant, job);
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    if (error instanceof StepError) return { state: 'done', result: { errorCode: error.code }, error: error.message };
    const message = error instanceof Error ? error.message : String(error);
    const isHopeless = mail ? Date.now() - job.created_at.getTime() > longestMailJob : job.attempt >= job.retries;
    if (isHopeless) return { state: 'failed', result: {}, error: message };
    await asTenant(deps.db, tenant, (trx) => releaseJob(trx, job, message));
    throw retryLater(job, error);
  }
}

async function runStep(deps: RunJobDeps, tenant: string, job: JobRow): Promise<Result> {
  const step = stepTypes.get(job.step);
  if (step?.mode !== 'job') return { state: 'failed', result: {}, error: `There is no job step "${job.step}" in this release.` };
  const output = await step.run(deps, { tenant, request: job.request, id: job.id }, job.payload);
  return { state: 'done', result: output as Variables };
}

/** No token waits for a mail: what became of it is written with the outbox row, and where all went well it costs the request no advance. */
async function handOverMail(deps: RunJobDeps, tenant: string, job: JobRow, mail: MailToHandOver): Promise<Result> {
  let settled: Settled = { isLast: false, event: null };
  const handed = await handOver(deps, tenant, mail, async (trx, outcome, commitWith) => {
    settled = await settle(trx, job, outcome, commitWith);
  });
  if (handed.state === 'prepared') {
    const again = handed.notBefore ?? new Date();
    await asTenant(deps.db, tenant, async (trx) => {
      await releaseJob(trx, job, handed.response ?? null, again);
      await announce(trx, [{ entity: 'message', request: job.request }]);
    });
    throw notBefore(job.id, again);
  }
  return { state: handed.state === 'unknown' ? 'unknown' : 'done', result: {}, settled };
}

/** Whoever works on the request must see a mail that did not reach all its recipients, as far as anybody knows: that is an event. */
async function settle(trx: Trx, job: JobRow, { state, isPartial }: HandedOver, commitWith: CommitWith): Promise<Settled> {
  if (state === 'accepted' && !isPartial) return { isLast: await commitWith(settleMailJob(trx, job)), event: null };
  const result = { state, ...(isPartial ? { isPartial } : {}) };
  return { isLast: false, event: await finishJob(trx, job, { state: state === 'unknown' ? 'unknown' : 'done', result }) };
}

/** The cause stays in the job's row; Temporal gets a type and an id. */
function retryLater(job: JobRow, cause: unknown): Error {
  return ApplicationFailure.create({
    type: 'job-retry',
    message: `Job ${job.id} (${job.step}), attempt ${job.attempt}: see its row.`,
    details: [codeOf(cause)],
  });
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' ? code : 'error';
}
