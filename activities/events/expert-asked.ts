import { accepted, type EventHandler, text } from './event.ts';

/** The process decides whether an expert may be asked here: it needs a message event `expert-asked` at the task. */
export const expertAsked: EventHandler = async (work, event) => {
  const consultation = text(event, 'consultation');
  const row = await work.trx
    .selectFrom('consultation')
    .select(['due_at', 'created_at'])
    .where('id', '=', consultation)
    .executeTakeFirstOrThrow();
  if (!work.request.position.messages?.some((message) => message.name === 'expert-asked')) {
    await work.trx.updateTable('consultation').set({ state: 'revoked' }).where('id', '=', consultation).execute();
    return { engine: null, answer: { accepted: false, code: 'cannot-ask-now' } };
  }
  // Reminded when two thirds of the time are gone.
  const remindAt = new Date(row.created_at.getTime() + ((row.due_at.getTime() - row.created_at.getTime()) * 2) / 3);
  work.timeline({ kind: 'expert-asked', data: { consultation } });
  work.announce({ entity: 'consultation', id: consultation, request: work.request.id });
  return {
    engine: {
      type: 'message',
      name: 'expert-asked',
      key: null,
      variables: { consultation: { id: consultation, dueAt: row.due_at.toISOString(), remindAt: remindAt.toISOString() } },
    },
    answer: accepted,
  };
};
