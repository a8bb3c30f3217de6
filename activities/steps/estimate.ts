import { Type } from 'typebox';
import { calendarAndLoad } from '../../db/topic-load.ts';
import { expectedAnswerAt, targetToName } from '../../domain/service-level/expected-time.ts';
import { transactionStep } from './step.ts';

/** The time that a customer who waits may be told now: what he was promised if that is still far off, else the target of the solution; later where the queue is longer. */
export const estimate = transactionStep({
  id: 'estimate',
  title: { de: 'Antwortzeit schätzen', en: 'Estimate the time of the answer' },
  input: Type.Object(
    { calendar: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Null()])) },
    { additionalProperties: false },
  ),
  output: Type.Object({ promiseAt: Type.String({ format: 'date-time' }) }),
  async run({ trx, request, at }, { calendar = null }) {
    const found = await calendarAndLoad(trx, { calendar, topic: request.topic });
    const expected = { calendar: found.calendar, load: found.load, at: at.toISOString() };
    const promiseAt = request.promise_due_at?.toISOString() ?? null;
    const target = targetToName({ promiseAt, resolutionAt: request.resolution_due_at?.toISOString() ?? null, at: expected.at });
    return { promiseAt: expectedAnswerAt({ ...expected, target }) };
  },
});
