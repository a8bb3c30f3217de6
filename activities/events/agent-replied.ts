import type { Variables } from '../../domain/process/types.ts';
import { moveClocks } from '../clocks.ts';
import { sendMessage } from '../mail/send-message.ts';
import { keepPromise, makePromise } from '../promises.ts';
import { accepted, type EventHandler, text } from './event.ts';
import { completeTask } from './task-completed.ts';

/** A person answered: the mail goes out, the promise is kept, another one made where the answer names a time, and with an outcome the task is done. */
export const agentReplied: EventHandler = async (work, event) => {
  const { request, at } = work;
  const message = text(event, 'message');
  await sendMessage(work, { message, purpose: 'answer', key: `answer:${event.id}` });
  await keepPromise(work);
  const { promiseAt } = event.payload;
  if (typeof promiseAt === 'string')
    await makePromise(work, { dueAt: new Date(promiseAt), toldBy: 'agent', account: work.actor.id ?? null });
  moveClocks(work, { type: 'agent-replied' });
  if (!request.first_responded_at) work.patch({ first_responded_at: at });
  work.timeline({ kind: 'agent-replied', message });
  work.announce({ entity: 'message', id: message, request: request.id });
  const { task, outcome } = event.payload;
  if (typeof task !== 'string' || typeof outcome !== 'string') return { engine: null, answer: accepted };
  const engine = await completeTask(work, task, outcome, (event.payload.variables as Variables | undefined) ?? {});
  // The mail goes out all the same: it was written and meant to be sent.
  return { engine, answer: engine ? accepted : { accepted: true, code: 'task-gone' } };
};
