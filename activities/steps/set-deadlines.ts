import { Type } from 'typebox';
import { calendarAndLoad } from '../../db/topic-load.ts';
import { deadlinesOf } from '../../domain/service-level/targets.ts';
import { transactionStep } from './step.ts';

const Instant = Type.String({ format: 'date-time' });
const InstantOrNull = Type.Union([Instant, Type.Null()]);

/** Starts the service-level clock: on arrival from the arrival itself, on a customer's further message from that message. */
export const setDeadlines = transactionStep({
  id: 'set-deadlines',
  title: { de: 'Fristen setzen', en: 'Set the deadlines' },
  input: Type.Object(
    {
      calendar: Type.String({ minLength: 1 }),
      firstResponseMinutes: Type.Number({ minimum: 0 }),
      resolutionMinutes: Type.Number({ minimum: 0 }),
      atRiskShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      topic: Type.Optional(Type.String()),
      priority: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    deadlines: Type.Object({
      firstResponseAt: InstantOrNull,
      atRiskAt: InstantOrNull,
      promiseAt: InstantOrNull,
      noticeAt: Instant,
      resolutionAt: InstantOrNull,
    }),
  }),
  async run(work, input) {
    const row = await calendarAndLoad(work.trx, { calendar: input.calendar, topic: input.topic ?? work.request.topic });
    if (!row) throw new Error(`There is no calendar "${input.calendar}". Name one of the tenant's calendars in the service level table.`);
    const from = work.request.first_response_due_at === null ? work.request.created_at : work.at;
    const deadlines = deadlinesOf(
      {
        firstResponseMinutes: input.firstResponseMinutes,
        resolutionMinutes: input.resolutionMinutes,
        atRiskShare: input.atRiskShare ?? 0.75,
        calendar: row.rule,
      },
      from.toISOString(),
      row.load,
    );
    work.patch({
      first_response_due_at: instant(deadlines.firstResponseAt),
      at_risk_at: instant(deadlines.atRiskAt),
      resolution_due_at: instant(deadlines.resolutionAt),
      ...(input.topic ? { topic: input.topic } : {}),
      ...(input.priority ? { priority: input.priority } : {}),
    });
    work.timeline({ kind: 'deadlines-set', data: { ...deadlines, calendar: input.calendar } });
    return { deadlines: { ...deadlines } };
  },
});

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
