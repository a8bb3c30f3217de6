import { type Selectable, sql } from 'kysely';
import { json, type Trx } from './client.ts';
import { handOverStep } from './outbox.ts';
import { recordEvent } from './request-events.ts';
import type { Database } from './schema.ts';

export type JobRow = Selectable<Database['job']>;

/** Renewed while the job runs, so that only a dead worker's claim runs out. */
const lease = sql<Date>`now() + interval '30 seconds'`;
export const leaseRenewal = 8000;

/** Only for the claim that this attempt made: a later one has its own. */
export async function renewLease(trx: Trx, job: JobRow): Promise<void> {
  await ownClaim(trx, job).set({ lease_until: lease }).execute();
}

/**
 * ready → claimed. A claimed one is taken over only by its own retry and only where running it again does no harm: an idempotent step, or a mail,
 * whose outbox row knows how far it got.
 */
export function claimJob(trx: Trx, id: string): Promise<JobRow | undefined> {
  return trx
    .updateTable('job')
    .set((eb) => ({ state: 'claimed', attempt: eb('attempt', '+', 1), lease_until: lease }))
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'ready'),
        eb.and([eb('state', '=', 'claimed'), eb.or([eb('idempotent', '=', true), eb('step', '=', handOverStep)])]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
}

/**
 * A claim that ran out: what may run again is ready again, of the rest nobody knows how far it came.
 * @returns the event where the job is over now.
 */
export async function endExpiredClaim(trx: Trx, id: string): Promise<string | null> {
  const job = await trx
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'claimed')
    .where('lease_until', '<', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst();
  if (!job) return null;
  if (!job.idempotent && job.step !== handOverStep)
    return finishJob(trx, job, { state: 'unknown', result: {}, error: 'The worker was lost while it ran.' });
  await releaseJob(trx, job, 'The worker was lost while it ran.');
  return null;
}

/** Back to ready, with what went wrong. */
export async function releaseJob(trx: Trx, job: JobRow, error: string): Promise<void> {
  await ownClaim(trx, job).set({ state: 'ready', error, lease_until: null }).execute();
}

/** The claim of one attempt: whoever lost it meanwhile changes nothing of its successor's. */
const ownClaim = (trx: Trx, { id, attempt }: JobRow) =>
  trx.updateTable('job').where('id', '=', id).where('state', '=', 'claimed').where('attempt', '=', attempt);

/** Whether a request has no job to do and no event to take in. */
export async function isNothingLeft(trx: Trx, request: string): Promise<boolean> {
  const { rows } = await sql<{
    nothing: boolean;
  }>`select not exists (select 1 from job where request = ${request} and state in ('ready', 'claimed'))
    and not exists (select 1 from request_event where request = ${request} and revision is null) as nothing`.execute(trx);
  return rows[0]?.nothing === true;
}

export interface JobResult {
  state: 'done' | 'failed' | 'unknown';
  result: object;
  error?: string;
}

/** @returns false where the claim was lost meanwhile: its new owner's result stands. */
export async function settleJob(trx: Trx, job: JobRow, { state, result, error }: JobResult): Promise<boolean> {
  const settled = await ownClaim(trx, job)
    .set({ state, result: json(result), error: error ?? null, lease_until: null, finished_at: new Date() })
    .returning('id')
    .executeTakeFirst();
  return settled !== undefined;
}

/** The result and its event in one transaction. @returns the event's id. */
export async function finishJob(trx: Trx, job: JobRow, result: JobResult): Promise<string | null> {
  if (!(await settleJob(trx, job, result))) return null;
  const { id } = await recordEvent(trx, {
    request: job.request,
    kind: 'job-finished',
    payload: { job: job.id },
    actor: { type: 'process' },
    key: `job:${job.id}`,
  });
  return id;
}
