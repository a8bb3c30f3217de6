import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { type Delivered, deliverUpdate, type RequestInput, requestWorkflowId, taskQueue, wakeSignal } from './contracts.ts';

/** A workflow that cannot go on answers nobody: so long, milliseconds, somebody listens. */
const longestListening = 60_000;

/**
 * Tells a request's workflow of a committed event, starting it where it is not running, and waits for nothing: half of what an update costs. Safe to repeat.
 * @throws when Temporal cannot be reached; the event stays committed.
 */
export async function wake(client: Client, input: RequestInput & { event: string }): Promise<void> {
  const { event, ...start } = input;
  await client.workflow.signalWithStart('request', {
    workflowId: requestWorkflowId(input.request),
    taskQueue,
    args: [start],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    signal: wakeSignal,
    signalArgs: [event],
  });
}

/**
 * Hands a committed event to its request's workflow, starting it where it is not running. Safe to repeat: the event's row says whether it was consumed.
 * @returns null where no answer came within `waitMs`: the event is saved and will be processed (the sweeper sees to it).
 * @throws when Temporal cannot be reached; the event stays committed.
 */
export async function deliver(client: Client, input: RequestInput & { event: string }, waitMs = 3000): Promise<Delivered | null> {
  const { event, ...start } = input;
  const startWorkflowOperation = new WithStartWorkflowOperation('request', {
    workflowId: requestWorkflowId(input.request),
    taskQueue,
    args: [start],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  const update = client.withAbortSignal(AbortSignal.timeout(longestListening), () =>
    client.workflow.executeUpdateWithStart<Workflow, Delivered, [string]>(deliverUpdate, {
      startWorkflowOperation,
      args: [event],
      updateId: event,
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), waitMs);
  });
  try {
    return await Promise.race([update, late]);
  } finally {
    clearTimeout(timer);
    // A late failure was already answered by "saved, in progress".
    update.catch(() => undefined);
  }
}
