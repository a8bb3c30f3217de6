import { type Static, Type } from 'typebox';
import { boardGroups } from '../../db/board.ts';
import { interventionActions } from '../../db/interventions.ts';
import { ById, contracts, Id, Instant, nullable, oneOf, PageQuery, Person } from '../contract.ts';
import { Presence } from '../session/schema.ts';
import { Lacking } from '../tasks/schema.ts';

const lead = ['lead'] as const;
/** As many as one deed may move; what a person has in hand is always less. */
const mostTasks = 500;

export type BoardRow = Static<typeof BoardRow>;
export const BoardRow = Type.Object({
  /** Unique in its list: task, incident, consultation, promise. */
  key: Id,
  request: Id,
  task: nullable(Id),
  number: Type.String(),
  subject: Type.String(),
  customer: Type.String(),
  class: Type.String(),
  topic: nullable(Type.String()),
  priority: Type.Integer(),
  /** Before all others in the line. */
  raised: Type.Boolean(),
  step: Type.String(),
  owner: nullable(Person),
  waitingSince: Instant,
  deadline: nullable(Instant),
  /** Why it stands in its group: an incident's code, an expert's name, a decline's reason. */
  reason: nullable(Type.String()),
  /** What those who are there lack for it. */
  lacking: nullable(Lacking),
});

export type Board = Static<typeof Board>;
export const Board = Type.Object({
  at: Instant,
  groups: Type.Array(Type.Object({ group: oneOf(boardGroups), count: Type.Integer() })),
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

/** An entry of the audit that can be taken back once. */
export type Intervention = Static<typeof Intervention>;
export const Intervention = Type.Object({
  id: Id,
  action: oneOf(interventionActions),
  at: Instant,
  by: nullable(Person),
  /** Whose presence was set. */
  agent: nullable(Person),
  /** The presence or the priority that was set, and the presence before. */
  now: nullable(Type.String()),
  before: nullable(Type.String()),
  tasks: Type.Integer(),
  /** The first three. */
  requests: Type.Array(Type.Object({ id: Id, number: Type.String() })),
  /** Names: who had the tasks, who got them; in both empty is the line. */
  had: Type.Array(Type.String()),
  got: Type.Array(Type.String()),
  undone: Type.Boolean(),
});

const Outcome = Type.Object({
  /** What takes it back; null where nothing changed. */
  intervention: nullable(Id),
  done: Type.Integer(),
  /** Of these, how many somebody has now; the others wait. */
  given: Type.Integer(),
  /** Unsent drafts that went along. */
  drafts: Type.Integer(),
  refused: Type.Array(Type.Object({ task: Id, problem: oneOf(['task-gone', 'task-taken', 'no-capacity', 'missing-skill'] as const) })),
});
const Tasks = Type.Array(Id, { minItems: 1, maxItems: mostTasks, uniqueItems: true });

export const boardContracts = contracts({
  'GET /api/board/requests': {
    access: lead,
    summary: 'The requests that one number of the board counts, a page at a time, and how many they are',
    query: Type.Object({
      group: Type.Optional(oneOf(boardGroups)),
      /** '' is "no topic". */
      topic: Type.Optional(Type.String({ maxLength: 64 })),
      agent: Type.Optional(Id),
      state: Type.Optional(oneOf(['waiting', 'assigned', 'breached', 'declined'] as const)),
      ...PageQuery,
    }),
    reply: Type.Object({ items: Type.Array(BoardRow), nextCursor: nullable(Type.String()), count: Type.Integer() }),
  },
  'GET /api/board': { access: lead, summary: 'Who waits how long against which target, and who is at work', reply: Board },
  'GET /api/board/interventions': {
    access: lead,
    summary: 'What leads changed last: who, when, what was before, and whether it was taken back',
    reply: Type.Object({ items: Type.Array(Intervention) }),
  },
  'POST /api/board/reassign': {
    access: lead,
    summary: 'Give tasks (or all that someone has) to one person, or to the line (null); unsent drafts go along',
    body: Type.Object({
      tasks: Type.Optional(Tasks),
      allOf: Type.Optional(Id),
      to: nullable(Id),
      overCapacity: Type.Optional(Type.Boolean()),
    }),
    reply: Outcome,
  },
  'POST /api/board/raise': {
    access: lead,
    summary: 'Put tasks before all others in the line (or no longer), with a priority if one is given',
    body: Type.Object({ tasks: Tasks, first: Type.Boolean(), priority: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })) }),
    reply: Outcome,
  },
  'PUT /api/board/agents/:id/presence': {
    access: lead,
    summary: 'Set the presence of someone who forgot to, or who had to leave',
    params: ById,
    body: Type.Object({ presence: Presence, reason: Type.Optional(Type.String({ maxLength: 200 })) }),
    reply: Type.Object({ intervention: Id }),
  },
  'POST /api/board/interventions/:id/undo': {
    access: ['lead', 'administrator'],
    summary: 'Take an intervention back: what has not moved on since is as before',
    params: ById,
    reply: Type.Object({ done: Type.Integer(), kept: Type.Integer() }),
    problems: ['not-undoable'],
  },
});
