import { type Static, Type } from 'typebox';
import {
  Anything,
  AnyVariables,
  ById,
  contracts,
  Done,
  Id,
  Instant,
  nullable,
  oneOf,
  page,
  PageQuery,
  Person,
  Saved,
} from '../contract.ts';

const work = ['agent', 'lead'] as const;
const Reason = Type.String({ minLength: 1, maxLength: 500 });

export const taskViews = ['next', 'mine', 'team', 'waiting', 'delivery-errors'] as const;
export type TaskView = (typeof taskViews)[number];

/** A row of the list. Rows of the views `waiting` and `delivery-errors` may be a request without a task. */
export type TaskItem = Static<typeof TaskItem>;
export const TaskItem = Type.Object({
  /** Unique in the list: task, outbox row or request. */
  key: Id,
  task: nullable(Id),
  request: Id,
  number: Type.String(),
  subject: Type.String(),
  customer: Type.Object({ id: nullable(Id), name: Type.String() }),
  /** Step in words. */
  step: Type.String(),
  state: oneOf(['waiting', 'assigned', 'none'] as const),
  waitingSince: Instant,
  deadline: nullable(Instant),
  atRiskAt: nullable(Instant),
  owner: nullable(Person),
  channel: Type.String(),
  language: nullable(Type.String()),
  unread: Type.Boolean(),
  /** The caller has an unsent draft here. */
  draft: Type.Boolean(),
  class: Type.String(),
  priority: Type.Integer(),
  points: Type.Integer(),
  topic: nullable(Type.String()),
  deferredUntil: nullable(Instant),
  deferReason: nullable(Type.String()),
  untilReply: Type.Boolean(),
  resubmittedAt: nullable(Instant),
  incident: Type.Boolean(),
  experts: Type.Object({ asked: Type.Integer(), answered: Type.Integer() }),
  deliveryError: nullable(
    Type.Object({
      state: oneOf(['rejected', 'unknown'] as const),
      recipient: Type.String(),
      response: nullable(Type.String()),
      at: Instant,
    }),
  ),
});

export type TaskCounts = Static<typeof TaskCounts>;
export const TaskCounts = Type.Object({
  next: Type.Integer(),
  mine: Type.Integer(),
  team: Type.Integer(),
  waiting: Type.Integer(),
  'delivery-errors': Type.Integer(),
});

export type TaskDetail = Static<typeof TaskDetail>;
export const TaskDetail = Type.Object({
  id: Id,
  request: Id,
  title: Type.String(),
  element: Type.String(),
  state: oneOf(['waiting', 'assigned', 'completed', 'cancelled'] as const),
  owner: nullable(Person),
  topic: nullable(Type.String()),
  skills: Type.Array(Type.Object({ key: Type.String(), level: Type.Integer() })),
  deadline: nullable(Instant),
  deferredUntil: nullable(Instant),
  deferReason: nullable(Type.String()),
  /** Put off until the customer answers; `deferredUntil` is the latest date. */
  untilReply: Type.Boolean(),
  /** It was put off and has come back. */
  resubmittedAt: nullable(Instant),
  points: Type.Integer(),
  outcome: nullable(Type.String()),
  /** form-js schema of the version that this request runs; null where the step has no form. */
  form: nullable(Type.Object({ id: Type.String(), schema: Anything, data: AnyVariables, version: Type.Integer() })),
});

export type NextTask = Static<typeof NextTask>;
export const NextTask = Type.Object({
  task: nullable(TaskItem),
  /** Why nothing came from the line; the task is then the first of the caller's own, or null. */
  reason: nullable(oneOf(['nothing-waiting', 'no-capacity', 'missing-skill'] as const)),
  why: nullable(Type.Object({ de: Type.String(), en: Type.String() })),
  /** Other tasks of the same customer that the caller got with it. */
  along: Type.Integer(),
});

export type Colleague = Static<typeof Colleague>;
const Colleague = Type.Object({
  id: Id,
  name: Type.String(),
  state: oneOf(['free', 'full', 'lacks-skill', 'away'] as const),
  /** Who has their work while they are away. */
  deputy: nullable(Type.String()),
});

const NeededSkills = Type.Array(Type.Object({ key: Type.String(), level: Type.Integer() }));
/** What those who are there lack for a task. */
export const Lacking = Type.Union([
  Type.Object({ what: Type.Literal('anybody') }),
  Type.Object({ what: Type.Literal('undeclined') }),
  Type.Object({ what: Type.Literal('topic'), topic: Type.String() }),
  Type.Object({ what: oneOf(['skills', 'skills-together'] as const), skills: NeededSkills }),
]);

export type TaskPlace = Static<typeof TaskPlace>;
export const TaskPlace = Type.Object({
  /** In one sentence. */
  why: Type.Object({ de: Type.String(), en: Type.String() }),
  /** Among the waiting ones of its topic, from 1; null where somebody has it. */
  place: nullable(Type.Integer()),
  waiting: Type.Integer(),
  /** When somebody is likely to get it, at the present rate; null where that is not known. */
  expectedAt: nullable(Instant),
  reservedFor: nullable(Person),
  reservedUntil: nullable(Instant),
  overflowedAt: nullable(Instant),
  /** Nobody who is there may take it. */
  lacking: nullable(Lacking),
});

const PutOff = Type.Object({ until: Instant, reason: Reason, untilReply: Type.Optional(Type.Boolean()) });
const PutOffRow = Type.Object({
  task: Id,
  problem: nullable(oneOf(['not-found', 'task-not-yours', 'task-gone', 'missing-skill'] as const)),
  /** Earlier than the time it is put off to. */
  deadline: nullable(Instant),
  promise: nullable(Instant),
});

export const taskContracts = contracts({
  'GET /api/tasks': {
    access: work,
    summary: 'One view of the list, in service-level order',
    query: Type.Object({ view: oneOf(taskViews), topic: Type.Optional(Type.String({ maxLength: 64 })), ...PageQuery }),
    reply: page(TaskItem),
  },
  'GET /api/tasks/counts': { access: work, summary: 'How many rows each view has', reply: TaskCounts },
  'POST /api/tasks/next': {
    access: work,
    summary: 'Take the task that comes next; where nothing comes from the line, the first of one’s own',
    query: Type.Object({ /** The request that the caller has before them. */ except: Type.Optional(Id) }),
    reply: NextTask,
  },
  'GET /api/tasks/:id/place': { access: work, summary: 'Where it stands in the line, and why', params: ById, reply: TaskPlace },
  'GET /api/tasks/:id/colleagues': {
    access: work,
    summary: 'To whom it could be handed over, and what keeps the others from it',
    params: ById,
    reply: Type.Object({ items: Type.Array(Colleague) }),
  },
  'POST /api/tasks/:id/hand-over': {
    access: work,
    summary: 'Give it to a colleague who is there, with a note; drafts go with it',
    params: ById,
    body: Type.Object({ to: Id, note: Type.String({ minLength: 1, maxLength: 5000 }) }),
    reply: TaskDetail,
    problems: ['task-not-yours', 'task-gone', 'not-there', 'no-capacity', 'missing-skill'],
  },
  'GET /api/tasks/:id': { access: work, summary: 'One task with its form', params: ById, reply: TaskDetail },
  'POST /api/tasks/:id/take': {
    access: work,
    summary: 'Take this task; from a colleague only by naming them',
    params: ById,
    body: Type.Object({ takeOverFrom: Type.Optional(Id) }),
    reply: TaskDetail,
    problems: ['task-taken', 'task-gone', 'no-capacity', 'missing-skill'],
  },
  'POST /api/tasks/:id/return': {
    access: work,
    summary: 'Give it back to the waiting line',
    params: ById,
    body: Type.Object({ reason: Reason }),
    reply: Done,
    problems: ['task-not-yours', 'task-gone'],
  },
  'POST /api/tasks/:id/decline': {
    access: work,
    summary: 'Pass: it goes to others and does not come back to this person',
    params: ById,
    body: Type.Object({ reason: Reason }),
    reply: Done,
    problems: ['task-not-yours', 'task-gone'],
  },
  'POST /api/tasks/:id/defer': {
    access: work,
    summary: 'Put off to a time, or until the customer answers and that time at the latest; a reply ends it in any case',
    params: ById,
    body: PutOff,
    reply: TaskDetail,
    problems: ['task-not-yours', 'task-gone', 'in-the-past'],
  },
  'POST /api/tasks/defer': {
    access: work,
    summary: 'Put several off, a lead those of others, too; each says whether it lies after its deadline or promise, or why it cannot be',
    body: Type.Object({ tasks: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }), ...PutOff.properties }),
    reply: Type.Object({ intervention: nullable(Id), items: Type.Array(PutOffRow) }),
    problems: ['in-the-past'],
  },
  'POST /api/tasks/defer/:id/undo': {
    access: work,
    summary: 'Take back what one has put off at once: what has not moved on since is as before',
    params: ById,
    reply: Type.Object({ done: Type.Integer(), kept: Type.Integer() }),
    problems: ['not-undoable'],
  },
  'DELETE /api/tasks/:id/defer': {
    access: work,
    summary: 'Bring it back now',
    params: ById,
    reply: TaskDetail,
    problems: ['task-not-yours', 'task-gone'],
  },
  'POST /api/tasks/:id/read': { access: work, summary: 'The owner has seen what is new', params: ById, reply: Done },
  'PUT /api/tasks/:id/form': {
    access: work,
    summary: 'Keep the form unfinished; `version` is the one it was read with',
    params: ById,
    body: Type.Object({ data: AnyVariables, version: Type.Integer() }),
    reply: Type.Object({ version: Type.Integer(), savedAt: Instant }),
    problems: ['form-changed', 'task-gone', 'task-not-yours'],
  },
  'POST /api/tasks/:id/complete': {
    access: work,
    summary: 'Complete the step',
    params: ById,
    body: Type.Object({ outcome: Type.String({ minLength: 1, maxLength: 64 }), data: Type.Optional(AnyVariables) }),
    reply: Saved,
    problems: ['task-not-yours', 'task-gone', 'above-limit', 'not-accepted'],
  },
});
