import type { MailboxInput, RequestInput } from '../workflows/contracts.ts';
import { advance, type AdvanceDeps } from './advance.ts';
import { runJob, type RunJobDeps } from './jobs/run-job.ts';
import type { MailDependencies } from './mail/dependencies.ts';
import { watchMailbox } from './mail/watch-mailbox.ts';
import { sweep, type SweepDeps } from './sweep.ts';

export type ActivityDeps = AdvanceDeps & RunJobDeps & MailDependencies & SweepDeps;

/** All that workflows may call; their types come from here. */
export function createActivities(deps: ActivityDeps) {
  return {
    advance: (input: RequestInput) => advance(deps, input),
    runJob: (input: RequestInput & { job: string }) => runJob(deps, input),
    watchMailbox: (input: MailboxInput) => watchMailbox(deps, input),
    sweep: () => sweep(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
