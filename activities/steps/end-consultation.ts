import { Type } from 'typebox';
import { bringUp } from '../open-tasks.ts';
import { transactionStep } from './step.ts';

/** No answer in time: the link ends, the asking agent is told. An answer that came meanwhile stands. */
export const endConsultation = transactionStep({
  id: 'end-consultation',
  title: { de: 'Rückfrage beenden', en: 'End the consultation' },
  input: Type.Object({ consultation: Type.String({ format: 'uuid' }), state: Type.Literal('overdue') }, { additionalProperties: false }),
  output: Type.Object({}),
  async run(work, { consultation, state }) {
    const ended = await work.trx
      .updateTable('consultation')
      .set({ state })
      .where('id', '=', consultation)
      .where('request', '=', work.request.id)
      .where('state', '=', 'open')
      .returning('asked_by')
      .executeTakeFirst();
    if (!ended) return {};
    await bringUp(work);
    work.timeline({ kind: 'consultation-overdue', data: { consultation } });
    work.announce({
      entity: 'consultation',
      id: consultation,
      request: work.request.id,
      ...(ended.asked_by ? { account: ended.asked_by } : {}),
    });
    return {};
  },
});
