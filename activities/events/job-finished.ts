import type { Variables } from '../../domain/process/types.ts';
import { giveUpOutbox, handOverStep } from '../../db/outbox.ts';
import { announceTask, bringUp } from '../open-tasks.ts';
import { stepTypes } from '../steps/index.ts';
import type { Work } from '../work.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** A job's result goes to the token that waits for it; a mail that was handed over only changes what people see. */
export const jobFinished: EventHandler = async (work, event) => {
  const job = await work.trx
    .selectFrom('job')
    .select(['id', 'activation', 'step', 'state', 'result', 'error', 'payload'])
    .where('id', '=', text(event, 'job'))
    .where('request', '=', work.request.id)
    .executeTakeFirstOrThrow();
  const result = (job.result ?? {}) as Variables;
  const step = stepTypes.get(job.step);
  const apply = () => {
    if (step?.mode === 'job' && job.state === 'done') step.apply?.(work, result);
  };
  if (job.step === handOverStep) {
    if (job.state === 'failed') await giveUpMail(work, job);
    // Only of a mail that did not reach all its recipients, as far as anybody knows: whoever waits for its answer must see that.
    for (const task of await bringUp(work)) announceTask(work, task);
    work.timeline({ kind: 'mail-handed-over', data: { ...result, outbox: job.payload.outbox ?? null, state: result.state ?? job.state } });
    work.announce({ entity: 'message', request: work.request.id });
    return { engine: null, answer: accepted };
  }
  const { activation } = job;
  if (activation === null) {
    apply();
    return { engine: null, answer: accepted };
  }
  if (job.state !== 'done') {
    return {
      engine: {
        type: 'step-failed',
        activation,
        code: job.state === 'unknown' ? 'JOB_UNKNOWN' : 'JOB_NO_RETRIES',
        message: job.error ?? '',
      },
      answer: accepted,
    };
  }
  if (typeof result.errorCode === 'string') {
    return {
      engine: { type: 'step-error', activation, code: result.errorCode, message: job.error ?? '', variables: {} },
      answer: accepted,
    };
  }
  apply();
  return { engine: { type: 'step-completed', activation, variables: result }, answer: accepted };
};

/** It could not even be tried for days. */
async function giveUpMail({ trx }: Work, { payload, error }: { payload: Variables; error: string | null }): Promise<void> {
  if (typeof payload.outbox === 'string') await giveUpOutbox(trx, payload.outbox, error ?? 'No server took it.');
}
