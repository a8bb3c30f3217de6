import { condition, defineUpdate, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';

interface Nothing {
  nothing(): Promise<void>;
}
const local = proxyLocalActivities<Nothing>({ startToCloseTimeout: '10 seconds' });
const remote = proxyActivities<Nothing>({ startToCloseTimeout: '10 seconds' });
const answer = defineUpdate<void>('answer');

/** The same waits and jobs as a request's, with nothing in them: what Temporal itself costs. */
export async function bare(): Promise<void> {
  let isAnswered = false;
  setHandler(answer, () => {
    isAnswered = true;
  });
  await local.nothing();
  await remote.nothing();
  await condition(() => isAnswered, '8 hours');
  await local.nothing();
  await remote.nothing();
}
