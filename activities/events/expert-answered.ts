import { bringUp } from '../open-tasks.ts';
import { accepted, type EventHandler, text } from './event.ts';

/** Milliseconds. */
const keptFor = 90 * 86_400_000;

/** Answer, state and message stand in their rows already (page or mail); the process learns that it came, the agent's task comes up. */
export const expertAnswered: EventHandler = async (work, event) => {
  const consultation = text(event, 'consultation');
  const row = await work.trx
    .selectFrom('consultation')
    .select(['state', 'asked_by'])
    .where('id', '=', consultation)
    .executeTakeFirstOrThrow();
  // Its key is the consultation: however late the process comes to wait for it, it is this answer.
  const until = new Date(work.at.getTime() + keptFor).toISOString();
  await bringUp(work);
  work.timeline({ kind: row.state === 'declined' ? 'expert-declined' : 'expert-answered', data: { consultation } });
  work.announce({ entity: 'consultation', id: consultation, request: work.request.id, ...(row.asked_by ? { account: row.asked_by } : {}) });
  return {
    engine: { type: 'message', name: 'expert-answered', key: consultation, variables: { expert: { state: row.state } }, until },
    answer: accepted,
  };
};
