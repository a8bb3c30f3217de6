import { sql } from 'kysely';
import { asTenant, type Db } from '../db/client.ts';
import { endExpiredClaim } from '../db/jobs.ts';
import { activeMailboxes, expiredJobs, overdueRequests, stuckEvents } from '../db/stuck.ts';
import type { DeliverEvent } from './deliver-event.ts';
import { sweepMail } from './mail/sweep.ts';
import type { MailDependencies } from './mail/dependencies.ts';

export interface Swept {
  events: number;
  alarms: number;
  jobs: number;
  mails: number;
}

export type SweepDeps = MailDependencies & {
  db: Db;
  deliver: DeliverEvent;
  /** Starts a mailbox's workflow where none runs: a new mailbox is watched within a minute. */
  ensureMailbox(mailbox: { tenant: string; mailbox: string }): Promise<void>;
};

/** Longer than a busy system takes; what is older has no one who works on it. */
const age = sql<string>`interval '1 minute'`;

/**
 * Nothing gets stuck unseen: events that nobody consumed and requests whose alarm did not ring are delivered again (that starts a missing workflow), claims of
 * dead workers end, undecided mails are taken in.
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const { db, deliver } = deps;
  for (const { tenant, id } of await activeMailboxes(db)) await deps.ensureMailbox({ tenant, mailbox: id });
  const [events, alarms, jobs] = await Promise.all([stuckEvents(db, age), overdueRequests(db, age), expiredJobs(db)]);
  for (const { tenant, request, id } of events) await deliver({ tenant, request, event: id });
  for (const { tenant, id } of alarms) await deliver({ tenant, request: id, event: `alarm-${Date.now()}` });
  for (const { tenant, request, id } of jobs) {
    const event = await asTenant(db, tenant, (trx) => endExpiredClaim(trx, id));
    await deliver({ tenant, request, event: event ?? `job-${id}-${Date.now()}` });
  }
  const mails = await sweepMail(deps);
  if (events.length + alarms.length + jobs.length > 0) {
    deps.log.warn({ events: events.length, alarms: alarms.length, jobs: jobs.length }, 'Work that had stuck was delivered again.');
  }
  return { events: events.length, alarms: alarms.length, jobs: jobs.length, mails };
}
