import { sql } from 'kysely';
import { dropExpiredMessages } from '../db/buffered-messages.ts';
import { trimChanges } from '../db/changes.ts';
import { runningBatches } from '../db/batches.ts';
import { countStragglers } from '../db/calendar-stragglers.ts';
import { asTenant, type Db } from '../db/client.ts';
import { endExpiredClaim } from '../db/jobs.ts';
import { handOnForAbsences } from '../db/absences.ts';
import { resubmitDue } from '../db/resubmission.ts';
import { trimNotifications } from '../db/notifications.ts';
import { measureLoad } from '../db/topic-load.ts';
import { dueStarts } from '../db/process-starts.ts';
import { activeMailboxes, allTenants, expiredJobs, markOf, overdueRequests, stuckEvents, waitingJobs } from '../db/stuck.ts';
import type { Mark } from '../workflows/contracts.ts';
import type { DeliverEvent } from './deliver-event.ts';
import type { MailDependencies } from './mail/dependencies.ts';
import { raiseMailboxAlarms } from './mail/alarms.ts';
import { sweepMail } from './mail/sweep.ts';
import { beginDue } from './begin-due.ts';
import { repairIdle } from './repair-idle.ts';
import { sweepFloor } from './routing/sweep-floor.ts';
import { isOlder } from './older-database.ts';

export interface Swept {
  /** Requests with events that nobody had consumed. */
  events: number;
  alarms: number;
  /** Requests with jobs and no workflow. */
  missing: number;
  jobs: number;
  /** Requests that start timers began. */
  begun: number;
  mails: number;
  /** What could not be done; the next round tries again. */
  failed: number;
  mark: Mark;
}

export type SweepDeps = MailDependencies & {
  db: Db;
  deliver: DeliverEvent;
  /** Starts a mailbox's workflow where none runs: a new mailbox is watched within a minute. */
  ensureMailbox(mailbox: { tenant: string; mailbox: string }): Promise<void>;
  /** Starts a batch's workflow where none runs. */
  ensureBatch(batch: { tenant: string; batch: string }): Promise<void>;
  /** Whether a request's workflow runs. */
  isRunning(request: string): Promise<boolean>;
  /** Ends this worker: Temporal has run with a newer database than this one. */
  refuse(): void;
};

/** Longer than a busy system takes; what is older has no one who works on it. */
const age = sql<string>`interval '1 minute'`;
/** Between two tries of a job lie up to five minutes. */
const jobAge = sql<string>`interval '10 minutes'`;
const atOnce = 20;

/**
 * Nothing gets stuck unseen: events that nobody consumed, alarms that did not ring and jobs without a workflow are delivered again (that starts a missing one), claims of
 * dead workers end, undecided mails are taken in, waiting work is distributed, old news go. One request that cannot go on holds up no other.
 * @param before how far the database was in the round before; where it has gone back since, this worker ends.
 */
export async function sweep(deps: SweepDeps, { before }: { before: Mark | null }): Promise<Swept> {
  const { db, deliver } = deps;
  const mark = await markOf(db);
  if (before && isOlder(mark, before)) {
    deps.refuse();
    throw new Error('The database is older than in the round before.');
  }
  let failed = 0;
  const each = async <T>(items: T[], work: (item: T) => Promise<unknown>): Promise<number> => {
    const queue = [...items];
    const one = async () => {
      for (let item = queue.shift(); item; item = queue.shift()) await work(item).catch(() => (failed += 1));
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return items.length;
  };
  await each(await activeMailboxes(db), ({ tenant, id }) => deps.ensureMailbox({ tenant, mailbox: id }));
  await each(await runningBatches(db), ({ tenant, id }) => deps.ensureBatch({ tenant, batch: id }));
  const jobs = await each(await expiredJobs(db), async ({ tenant, request, id }) => {
    const event = await asTenant(db, tenant, (trx) => endExpiredClaim(trx, id));
    await deliver({ tenant, request, event: event ?? `job-${id}-${Date.now()}` });
  });
  const events = await each(await stuckEvents(db, age), ({ tenant, request, id }) => deliver({ tenant, request, event: id }));
  const alarms = await each(await overdueRequests(db, age), ({ tenant, id }) =>
    deliver({ tenant, request: id, event: `alarm-${Date.now()}` }),
  );
  let missing = 0;
  await each(await waitingJobs(db, jobAge), async ({ tenant, id }) => {
    if (await deps.isRunning(id)) return;
    missing += 1;
    await deliver({ tenant, request: id, event: `missing-${Date.now()}` });
  });
  await each(await allTenants(db), ({ tenant }) =>
    asTenant(db, tenant, async (trx) => {
      await trimChanges(trx);
      await dropExpiredMessages(trx);
      await trimNotifications(trx);
      await measureLoad(trx);
      await countStragglers(trx);
      await handOnForAbsences(trx);
      await resubmitDue(trx);
    }),
  );
  await each(await allTenants(db), ({ tenant }) => sweepFloor(db, tenant));
  await each(await allTenants(db), ({ tenant }) => repairIdle(deps, tenant));
  const begun = await each(await dueStarts(db), (start) => beginDue(deps, start));
  const mails = await sweepMail(deps);
  await raiseMailboxAlarms(deps);
  if (events + alarms + missing + jobs + failed > 0) {
    deps.log.warn({ events, alarms, missing, jobs, failed }, 'Work that had stuck was delivered again.');
  }
  return { events, alarms, missing, jobs, begun, mails, failed, mark };
}
