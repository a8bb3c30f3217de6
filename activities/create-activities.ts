import { heartbeat } from '@temporalio/activity';
import type { BatchInput, MailboxInput, Mark, RequestInput, TrialInput } from '../workflows/contracts.ts';
import { advance, type AdvanceDeps } from './advance.ts';
import { workOnBatch } from './batch.ts';
import { type DigestDependencies, sendDigests } from './digest/send-digests.ts';
import { runJob, type RunJobDeps } from './jobs/run-job.ts';
import type { MailDependencies } from './mail/dependencies.ts';
import { overrule } from './mail/overrule.ts';
import { tryMailbox } from './mail/try-mailbox.ts';
import { watchMailbox } from './mail/watch-mailbox.ts';
import { type FailureLog, withStableFailure } from './stable-failure.ts';
import { sweep, type SweepDeps } from './sweep.ts';

export type ActivityDeps = AdvanceDeps & DigestDependencies & RunJobDeps & MailDependencies & SweepDeps & { log: FailureLog };

/** All that workflows may call; their types come from here. */
export function createActivities(deps: ActivityDeps) {
  const stable = <I, R>(name: string, activity: (input: I) => Promise<R>) => withStableFailure(name, deps.log, activity);
  return {
    advance: stable('advance', (input: RequestInput) => advance(deps, input)),
    runJob: stable('runJob', (input: RequestInput & { job: string }) => runJob(deps, input)),
    watchMailbox: stable('watchMailbox', (input: MailboxInput) => watchMailbox(deps, input)),
    askServers: stable('askServers', (input: TrialInput) => tryMailbox(deps, input)),
    overruleMail: stable('overruleMail', ({ tenant, overruling }: { tenant: string; overruling: string }) =>
      overrule(deps, tenant, overruling),
    ),
    workOnBatch: stable('workOnBatch', (input: BatchInput) => workOnBatch({ ...deps, heartbeat }, input)),
    sendDigests: stable('sendDigests', (_everybody: null) => sendDigests(deps)),
    sweep: stable('sweep', (input: { before: Mark | null }) => sweep(deps, input)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
