import { type Static, Type } from 'typebox';
import { contracts, Id, Instant, list, nullable, oneOf, Person } from '../contract.ts';
import { Presence } from '../session/schema.ts';

export const boardGroups = ['waiting', 'at-risk', 'breached', 'unowned', 'incident', 'expert-overdue', 'promise-due'] as const;

export type BoardRow = Static<typeof BoardRow>;
export const BoardRow = Type.Object({
  request: Id,
  task: nullable(Id),
  number: Type.String(),
  subject: Type.String(),
  customer: Type.String(),
  class: Type.String(),
  topic: nullable(Type.String()),
  priority: Type.Integer(),
  step: Type.String(),
  owner: nullable(Person),
  waitingSince: Instant,
  deadline: nullable(Instant),
  /** Why it stands in its group: an incident's code, an expert's name, a decline's reason. */
  reason: nullable(Type.String()),
});

export type Board = Static<typeof Board>;
export const Board = Type.Object({
  at: Instant,
  groups: Type.Array(
    Type.Object({ group: oneOf(boardGroups), count: Type.Integer(), /** At most 50, the most urgent first. */ rows: Type.Array(BoardRow) }),
  ),
  topics: Type.Array(
    Type.Object({
      topic: nullable(Type.String()),
      waiting: Type.Integer(),
      assigned: Type.Integer(),
      breached: Type.Integer(),
      oldestWaitingSince: nullable(Instant),
    }),
  ),
  agents: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      presence: Presence,
      presenceReason: nullable(Type.String()),
      presenceSince: nullable(Instant),
      load: Type.Integer(),
      capacity: Type.Integer(),
      tasks: Type.Integer(),
      oldestSince: nullable(Instant),
      /** Tasks passed on since midnight UTC. */
      declined: Type.Integer(),
    }),
  ),
});

export const boardContracts = contracts({
  'GET /api/board/requests': {
    access: ['lead'],
    summary: 'The requests that one number of the board counts, at most 500',
    query: Type.Object({
      group: Type.Optional(oneOf(boardGroups)),
      /** '' is "no topic". */
      topic: Type.Optional(Type.String({ maxLength: 64 })),
      agent: Type.Optional(Id),
      state: Type.Optional(oneOf(['waiting', 'assigned', 'breached'] as const)),
    }),
    reply: list(BoardRow),
  },
  'GET /api/board': { access: ['lead'], summary: 'Who waits how long against which target, and who is at work', reply: Board },
});
