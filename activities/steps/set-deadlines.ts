import { type Static, Type } from 'typebox';
import { CLOCKS } from '../../domain/service-level/clocks.ts';
import type { Json } from '../../domain/process/types.ts';
import { setLevel } from '../set-level.ts';
import { inputFaults } from './input.ts';
import { transactionStep } from './step.ts';

const InstantOrNull = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const Minutes = Type.Number({ minimum: 0 });
const ClockNames = Type.Array(Type.Union(CLOCKS.map((name) => Type.Literal(name))));

const Input = Type.Object(
  {
    /** Where neither the topic nor its team has one of its own. */
    calendar: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Null()])),
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
    const { topic = null, ...terms } = input;
    const deadlines = await setLevel(work, terms, topic);
    return { deadlines: { ...deadlines } };
  },
});

/** What a service level says to the step, of what a decision gave. @returns what is wrong with it, in a line, where it says nothing usable */
export function termsFrom(decided: Json): Omit<Static<typeof Input>, 'topic'> | string {
  const given = decided !== null && typeof decided === 'object' && !Array.isArray(decided) ? decided : {};
  const terms = Object.fromEntries(Object.entries(given).filter(([name]) => name in Input.properties && name !== 'topic'));
  return inputFaults({ id: 'set-deadlines', input: Input }, terms) ?? (terms as Static<typeof Input>);
}
