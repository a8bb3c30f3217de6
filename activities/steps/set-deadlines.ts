import { isDeepStrictEqual } from 'node:util';
import { Type } from 'typebox';
import { calendarAndLoad } from '../../db/topic-load.ts';
import { levelFrom } from '../../domain/service-level/level.ts';
import { CLOCKS } from '../../domain/service-level/clocks.ts';
import { type ClockMove, type Deadlines, type Level, levelOf as levelIn, toldNow } from '../../domain/service-level/request-clocks.ts';
import { deadlineColumns } from '../advance/follow-clocks.ts';
import { calendarsOf, moveClocks } from '../clocks.ts';
import type { Work } from '../work.ts';
import { transactionStep } from './step.ts';

const InstantOrNull = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const Minutes = Type.Number({ minimum: 0 });
const ClockNames = Type.Array(Type.Union(CLOCKS.map((name) => Type.Literal(name))));

const Input = Type.Object(
  {
    calendar: Type.Optional(Type.String({ minLength: 1 })),
    firstResponseMinutes: Minutes,
    /** To a customer who wrote again; as for the first response, unless it is given. */
    nextResponseMinutes: Type.Optional(Minutes),
    resolutionMinutes: Minutes,
    atRiskShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** Clocks that count the time on the wall. */
    wallTime: Type.Optional(ClockNames),
    /** Clocks that stand still while we wait for the customer (the resolution's, unless it is given), and for an expert (none). */
    pauses: Type.Optional(ClockNames),
    expertPauses: Type.Optional(ClockNames),
    topic: Type.Optional(Type.String()),
    priority: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
  },
  { additionalProperties: false },
);

/**
 * Starts the request's clocks by its service level, on arrival from the arrival itself. Later it says what they show by now; where the service level
 * has become another one, they go on by that.
 */
export const setDeadlines = transactionStep({
  id: 'set-deadlines',
  title: { de: 'Fristen setzen', en: 'Set the deadlines' },
  input: Input,
  output: Type.Object({
    deadlines: Type.Object({
      firstResponseAt: InstantOrNull,
      resolutionAt: InstantOrNull,
      dueAt: InstantOrNull,
      atRiskAt: InstantOrNull,
      promiseAt: InstantOrNull,
      noticeAt: InstantOrNull,
    }),
  }),
  async run(work, input) {
    const level = levelFrom(input, input.calendar ?? (await calendarOfTopic(work, input.topic)));
    const found = await calendarAndLoad(work.trx, { calendar: level.calendar, topic: input.topic ?? work.request.topic });
    const deadlines = await (work.request.clocks ? goOn(work, level, found) : begin(work, level, found));
    work.patch({
      ...deadlineColumns(deadlines),
      ...(input.topic ? { topic: input.topic } : {}),
      ...(input.priority ? { priority: input.priority } : {}),
    });
    work.timeline({ kind: 'deadlines-set', data: { ...deadlines, calendar: level.calendar } });
    return { deadlines: { ...deadlines } };
  },
});

type Found = Awaited<ReturnType<typeof calendarAndLoad>>;

async function begin(work: Work, level: Level, { calendar, number, load }: Found): Promise<Deadlines> {
  const { created_at: arrival, first_response_due_at: known } = work.request;
  const moves: ClockMove[] = [{ at: (known ? work.at : arrival).toISOString(), type: 'received', ...level }];
  const told = toldNow({ moves, told: null }, { [level.calendar]: calendar }, load);
  work.patch({ clocks: { moves, numbers: { [level.calendar]: number }, told, after: moves.length } });
  return told;
}

/** Of what the process had been told before only the promise is renewed: when this event is done it is told everywhere what has changed. */
async function goOn(work: Work, level: Level, { calendar, number, load }: Found): Promise<Deadlines> {
  const before = work.request.clocks!;
  work.patch({ clocks: { ...before, numbers: { ...before.numbers, [level.calendar]: number } } });
  if (!isDeepStrictEqual(levelIn(before.moves), level)) moveClocks(work, { type: 'level-changed', ...level });
  const clocks = work.request.clocks!;
  const calendars = { ...(await calendarsOf(work, before.numbers)), [level.calendar]: calendar };
  const deadlines = toldNow(clocks, calendars, load);
  work.patch({ clocks: { ...clocks, told: { ...clocks.told, promiseAt: deadlines.promiseAt, noticeAt: deadlines.noticeAt } } });
  return deadlines;
}

async function calendarOfTopic({ trx }: Work, topic = ''): Promise<string> {
  const row = await trx.selectFrom('topic').select('calendar').where('key', '=', topic).executeTakeFirst();
  if (row?.calendar) return row.calendar;
  throw new Error(
    `The service level names no calendar, and neither does the topic "${topic}". Name one in the service level table or at the topic.`,
  );
}
