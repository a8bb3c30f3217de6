import { makePromise } from '../promises.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** Somebody told the customer a time otherwise than by an answer: on the phone; or another request that became part of this one had been promised it. */
export const promiseMade: EventHandler = async (work, event) => {
  const dueAt = new Date(text(event, 'dueAt'));
  const toldBy = text(event, 'toldBy');
  const { promise_due_at: open, state } = work.request;
  if (state?.status !== 'running') return { engine: null, answer: { accepted: false, code: 'request-closed' } };
  // What the customer hears earlier keeps both.
  if (toldBy === 'merged' && open !== null && open <= dueAt) return { engine: null, answer: accepted };
  await makePromise(work, { dueAt, toldBy, account: work.actor.type === 'account' ? (work.actor.id ?? null) : null });
  work.timeline({ kind: 'promise-made', data: { promiseAt: dueAt.toISOString(), toldBy } });
  return { engine: null, answer: accepted };
};
