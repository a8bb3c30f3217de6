import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.ts';
import { type AdvanceOutcome, type Delivered, deliverUpdate, type RequestInput, wakeSignal } from './contracts.ts';

const { advance } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  // After that it is tried again from the loop below, ever more seldom: an outage of days must not fill the history.
  scheduleToCloseTimeout: '1 minute',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/** How often a job is tried is the job's own row; Temporal repeats until that says done, failed or unknown. */
const jobOptions = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
} as const;

/** As the messages themselves: "an event is committed, take it in". An update, where whoever delivers wants to know when it was taken in. */
const deliver = defineUpdate<Delivered, [string]>(deliverUpdate);
const wake = defineSignal<[string]>(wakeSignal);

const messagesPerRun = 1000;
const shortestPause = 10_000;
const longestPause = 300_000;

/** A request's clock and hands: `advance` after everything new, the alarm clock for its next timer, its jobs. What it means stands in Postgres. */
export async function request(input: RequestInput): Promise<void> {
  let asked = 1;
  let taken = 0;
  let messages = 0;
  let revision = 0;
  let over = false;
  let isDone = false;
  let hasMoreJobs = false;
  let pause = shortestPause;
  let rang = '';
  let stand = 'start';
  const alarm: { set: { id: string; at: string; scope: CancellationScope } | null } = { set: null };
  const running = new Set<string>();

  setHandler(deliver, async () => {
    messages += 1;
    const mine = ++asked;
    await condition(() => taken >= mine);
    return { revision };
  });
  setHandler(wake, () => {
    messages += 1;
    asked += 1;
  });

  for (;;) {
    const upTo = asked;
    let outcome: AdvanceOutcome;
    try {
      // Temporal's own pages then tell the request's story: from where it went on, and what it waits for.
      outcome = await advance.executeWithOptions({ summary: stand }, [input]);
    } catch (error) {
      // What can never succeed ends this workflow, and the next delivery starts it anew. A local activity's failure comes as it was thrown, not inside an ActivityFailure.
      if (isCancellation(error) || (error instanceof ApplicationFailure && error.nonRetryable)) throw error;
      await condition(() => asked > upTo, pause);
      pause = Math.min(pause * 2, longestPause);
      continue;
    }
    pause = shortestPause;
    ({ revision, over } = outcome);
    hasMoreJobs = outcome.moreJobs;
    for (const job of outcome.jobs) startJob(job);
    setAlarm(outcome);
    stand = `from ${outcome.position.join(', ') || 'the end'}`;
    setCurrentDetails(`Revision ${revision}. Waits at: ${outcome.position.join(', ') || 'nothing'}.`);
    // Its last job ended while advance was looking, or somebody else has it: look again soon.
    if (over && !outcome.closed && running.size === 0) void sleep('5 seconds').then(() => (asked += 1));
    if (outcome.more) continue;
    taken = upTo;
    isDone = outcome.closed && running.size === 0;
    const isLong = running.size === 0 && (messages >= messagesPerRun || workflowInfo().continueAsNewSuggested);
    if (!isLong && !isDone && asked === taken) await condition(() => asked > taken || isDone);
    // Whoever delivered last is answered before this run ends, and whoever delivers meanwhile keeps it.
    if (asked === taken && !allHandlersFinished()) await condition(() => asked > taken || allHandlersFinished());
    if (asked > taken) continue;
    if (isDone) break;
    await continueAsNew<typeof request>(input);
  }
  alarm.set?.scope.cancel();

  function startJob({ id, step }: AdvanceOutcome['jobs'][number]): void {
    if (running.has(id)) return;
    running.add(id);
    const { runJob } = proxyActivities<Activities>({ ...jobOptions, summary: step });
    void runJob({ ...input, job: id }).then(
      ({ event, isLast }) => {
        running.delete(id);
        if (event) asked += 1;
        if (event || running.size > 0) return;
        // The last job of a process that is over ends it. Where that is not sure, or one outcome could not name all jobs, look once more.
        if (over && isLast && !hasMoreJobs) isDone = true;
        else if (over || hasMoreJobs) asked += 1;
      },
      // Its row says what happened; the sweeper finds it.
      () => running.delete(id),
    );
  }

  /** One alarm clock: kept while the next timer stays the same, so that a new event costs no timer. */
  function setAlarm({ nextTimer }: AdvanceOutcome): void {
    if (alarm.set?.id === nextTimer?.id && alarm.set?.at === nextTimer?.at) return;
    alarm.set?.scope.cancel();
    alarm.set = null;
    if (!nextTimer) return;
    const scope = new CancellationScope();
    alarm.set = { ...nextTimer, scope };
    // The database's clock decides what is due: one that rang too early is set again, not at once.
    const least = rang === `${nextTimer.id} ${nextTimer.at}` ? 1000 : 1;
    void scope
      .run(() => sleep(Math.max(least, Date.parse(nextTimer.at) - Date.now()), { summary: `${nextTimer.element} (${nextTimer.id})` }))
      .then(() => {
        rang = `${nextTimer.id} ${nextTimer.at}`;
        alarm.set = null;
        asked += 1;
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }
}
