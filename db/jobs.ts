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

/** When a job that is not due yet is; null for all others. */
export async function dueLater(trx: Trx, id: string): Promise<Date | null> {
  const row = await trx
    .selectFrom('job')
    .select('not_before')
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .where('not_before', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.not_before ?? null;
}

/**
 * ready → claimed, once it is due. A claimed one is taken over only by its own retry and only where running it again does no harm: an idempotent step, or a mail,
 * whose outbox row knows how far it got.
 */
export function claimJob(trx: Trx, id: string): Promise<JobRow | undefined> {
  return trx
    .updateTable('job')
    .set((eb) => ({ state: 'claimed', attempt: eb('attempt', '+', 1), lease_until: lease }))
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'ready'), eb.or([eb('not_before', 'is', null), eb('not_before', '<=', sql<Date>`now()`)])]),
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

/** Back to ready, with what went wrong, not to be done again before an instant. */
export async function releaseJob(trx: Trx, job: JobRow, error: string | null, notBefore: Date | null = null): Promise<void> {
  await ownClaim(trx, job).set({ state: 'ready', error, lease_until: null, not_before: notBefore }).execute();
}

/** The claim of one attempt: whoever lost it meanwhile changes nothing of its successor's. */
const ownClaim = (trx: Trx, { id, attempt }: JobRow) =>
  trx.updateTable('job').where('id', '=', id).where('state', '=', 'claimed').where('attempt', '=', attempt);

/**
 * Ends the job whose mail the server took, with its line in the timeline and its news; nothing where the claim was lost meanwhile, or the mail's row says otherwise. One statement: it is the last of every mail.
 * @returns whether the request has no other job to do and no event to take in.
 */
export async function settleMailJob(trx: Trx, job: JobRow): Promise<boolean> {
  const { rows } = await sql<{ nothing: boolean | null }>`
    with settled as (update job set state = 'done', result = '{"state":"accepted"}', error = null, lease_until = null,
        finished_at = now() where id = ${job.id} and state = 'claimed' and attempt = ${job.attempt}
          and exists (select from outbox o where o.id = ${job.payload.outbox}::uuid and o.state = 'accepted') returning request),
      told as (insert into timeline (request, kind, data, actor)
        select request, 'mail-handed-over', jsonb_build_object('outbox', ${job.payload.outbox}::text, 'state', 'accepted'), '{"type":"process"}' from settled),
      news as (insert into change (entity, request) select 'message', request from settled returning number, tenant)
    select (select pg_notify('change', tenant || ' ' || number) from news),
      (select not exists (select 1 from job j where j.request = s.request and j.id <> ${job.id} and j.state in ('ready', 'claimed'))
        and not exists (select 1 from request_event e where e.request = s.request and e.revision is null) from settled s) as nothing`.execute(
    trx,
  );
  return rows[0]?.nothing === true;
}

export interface JobResult {
  state: 'done' | 'failed' | 'unknown';
  result: object;
  error?: string;
}

/** The result and its event in one transaction. @returns the event's id; null where the claim was lost meanwhile: its new owner's result stands. */
export async function finishJob(trx: Trx, job: JobRow, { state, result, error }: JobResult): Promise<string | null> {
  const settled = await ownClaim(trx, job)
    .set({ state, result: json(result), error: error ?? null, lease_until: null, finished_at: new Date() })
    .returning('id')
    .executeTakeFirst();
  if (!settled) return null;
  const { id } = await recordEvent(trx, {
    request: job.request,
    kind: 'job-finished',
    payload: { job: job.id },
    actor: { type: 'process' },
    key: `job:${job.id}`,
  });
  return id;
}
