import {
  CancellationScope,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { mailboxChangedSignal, type MailboxInput, type Watched } from './contracts.ts';

const { watchMailbox } = proxyActivities<{ watchMailbox(input: MailboxInput): Promise<Watched> }>({
  // Longer than the watch that the activity ends by itself.
  startToCloseTimeout: '45 minutes',
  // After a kill nobody reads for so long.
  heartbeatTimeout: '10 seconds',
  summary: 'reads the mailbox',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Somebody changed its settings: look at once instead of after the back-off. */
const mailboxChanged = defineSignal(mailboxChangedSignal);

const shortWatch = 60_000;

/** A mailbox's owner: exactly one watch at a time, and after each the next, until the mailbox is switched off. */
export async function mailbox(input: MailboxInput): Promise<void> {
  let current: CancellationScope | null = null;
  setHandler(mailboxChanged, () => current?.cancel());
  let pause = 1000;
  while (!workflowInfo().continueAsNewSuggested) {
    const since = Date.now();
    const watched = await watchOnce();
    if (watched === 'stopped') return;
    // A server that drops every connection soon is asked more and more seldom.
    pause = Date.now() - since < shortWatch && watched === 'again' ? Math.min(pause * 2, shortWatch) : 1000;
    await sleep(pause, { summary: 'before the next connection' });
  }
  await continueAsNew<typeof mailbox>(input);

  async function watchOnce(): Promise<Watched | 'changed'> {
    setCurrentDetails('Watching the mailbox.');
    const scope = new CancellationScope();
    current = scope;
    try {
      return await scope.run(() => watchMailbox(input));
    } catch (error) {
      if (isCancellation(error) && !CancellationScope.current().consideredCancelled) return 'changed';
      throw error;
    } finally {
      current = null;
    }
  }
}
