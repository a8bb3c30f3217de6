import { accepted, type EventHandler } from './event.ts';

/** A mail of ours came back: no step of the process, but the people who wait for an answer must see it. */
export const mailBounced: EventHandler = async (work, event) => {
  await work.trx
    .updateTable('task')
    .set({ unread: true })
    .where('request', '=', work.request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .execute();
  work.timeline({ kind: 'mail-bounced', data: event.payload });
  return { engine: null, answer: accepted };
};
