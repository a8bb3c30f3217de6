import { type Static, Type } from 'typebox';
import { readCalendars } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import { clockStory } from '../../domain/service-level/clock-story.ts';
import { CLOCKS } from '../../domain/service-level/clocks.ts';
import { levelOf, readingsAt } from '../../domain/service-level/request-clocks.ts';
import { ById, contracts, Instant, Key, nullable, oneOf, Saved } from '../contract.ts';
import { ProblemError } from '../problems.ts';

const Name = oneOf(CLOCKS);
const State = oneOf(['idle', 'running', 'paused', 'stopped', 'cancelled'] as const);
const Minutes = nullable(Type.Integer());

export type RequestClocks = Static<typeof Clocks>;
const Clocks = Type.Object({
  at: Instant,
  /** Key of the calendar that counts. */
  calendar: nullable(Type.String()),
  clocks: Type.Array(
    Type.Object({
      clock: Name,
      state: State,
      /** Minutes of the target, and those left until it; negative beyond it. Of working time, unless `isWallTime`. */
      target: Minutes,
      left: Minutes,
      due: nullable(Instant),
      breached: Type.Boolean(),
      isWallTime: Type.Boolean(),
    }),
  ),
  /** Oldest first: what changed a clock, and what followed from it. */
  story: Type.Array(
    Type.Object({
      at: Instant,
      clock: Name,
      cause: oneOf([
        'received',
        'level-changed',
        'agent-replied',
        'customer-replied',
        'waits-for-customer',
        'waits-for-expert',
        'wait-begun',
        'wait-ended',
        'joined',
        'resolved',
        'cancelled',
        'calendar-changed',
      ] as const),
      state: State,
      counted: Minutes,
      due: nullable(Instant),
    }),
  ),
});

export const clockContracts = contracts({
  'GET /api/requests/:id/clocks': {
    access: 'signed-in',
    summary: 'What a request’s clocks show at an instant (now, unless it is given), and how it came to that',
    params: ById,
    query: Type.Object({ at: Type.Optional(Instant) }),
    reply: Clocks,
  },
  'PUT /api/requests/:id/kind': {
    access: ['agent', 'lead'],
    summary: 'Correct what the customer wants: deadlines, topic and skills follow; the process that runs stays',
    params: ById,
    idempotent: true,
    body: Type.Object({ kind: Key }),
    reply: Saved,
    problems: ['request-closed'],
  },
  'PUT /api/requests/:id/priority': {
    access: ['agent', 'lead'],
    summary: 'Say how urgent it is (1 is the highest; null: as its service level says): deadlines follow',
    params: ById,
    idempotent: true,
    body: Type.Object({ priority: nullable(Type.Integer({ minimum: 1, maximum: 4 })) }),
    reply: Saved,
    problems: ['request-closed'],
  },
});

export async function requestClocks(trx: Trx, id: string, at = new Date().toISOString()): Promise<RequestClocks> {
  const row = await trx.selectFrom('request').select('clocks').where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError('not-found');
  const asked = new Date(at).toISOString();
  const moves = row.clocks?.moves.filter((move) => move.at <= asked) ?? [];
  if (moves.length === 0) return { at: asked, calendar: null, clocks: [], story: [] };
  const calendars = await readCalendars(trx);
  const readings = readingsAt(moves, calendars, asked);
  const { policy, priority, calendar } = levelOf(moves);
  const clocks = CLOCKS.map((clock) => {
    const { state, remaining, due, breached } = readings[clock];
    const left = remaining === null ? null : Math.round(remaining / 60);
    const target = policy.targets[priority]?.[clock] ?? null;
    return { clock, state, target, left, due, breached, isWallTime: policy.wall?.includes(clock) === true };
  });
  return { at: asked, calendar, clocks, story: clockStory(moves, calendars, asked) };
}
