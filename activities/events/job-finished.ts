import type { Variables } from '../../domain/process/types.ts';
import { handOverStep } from '../../db/outbox.ts';
import { bringUp } from '../open-tasks.ts';
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
    work.timeline({ kind: 'mail-handed-over', data: { outbox: job.payload.outbox ?? null, state: result.state ?? job.state } });
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

/** No server took it for hours: it is as little there as one that was refused, and whoever waits for its answer must see that. */
async function giveUpMail(work: Work, { payload, error }: { payload: Variables; error: string | null }): Promise<void> {
  if (typeof payload.outbox === 'string') {
    await work.trx
      .updateTable('outbox')
      .set({ state: 'rejected', settled_at: work.at, error: error ?? 'No server took it.' })
      .where('id', '=', payload.outbox)
      .where('state', '=', 'prepared')
      .execute();
  }
  await bringUp(work);
}
