import { type Static, Type } from 'typebox';
import { AnyVariables, ById, contracts, Id, Instant, nullable, oneOf, page, PageQuery, Person, Saved } from '../contract.ts';
import { DeadAddress } from '../mail-rules/schema.ts';
import { TaskDetail } from '../tasks/schema.ts';
import { Consultation } from './consultation.ts';
import { Idle } from './idle.ts';

const work = ['agent', 'lead'] as const;
const RequestStatus = oneOf(['open', 'waiting', 'closed', 'archived'] as const);

export type RequestItem = Static<typeof RequestItem>;
export const RequestItem = Type.Object({
  id: Id,
  number: Type.String(),
  subject: Type.String(),
  status: RequestStatus,
  kind: Type.String(),
  topic: nullable(Type.String()),
  channel: Type.String(),
  language: Type.String(),
  priority: Type.Integer(),
  customer: Type.Object({ id: nullable(Id), name: Type.String() }),
  class: Type.String(),
  owner: nullable(Person),
  deadline: nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
  closedAt: nullable(Instant),
  /** The place found in a message; hits stand between `⟪` and `⟫`. */
  excerpt: nullable(Type.String()),
});

export type Incident = Static<typeof Incident>;
export const Incident = Type.Object({
  id: Id,
  element: Type.String(),
  elementName: Type.String(),
  code: Type.String(),
  message: Type.String(),
  variables: AnyVariables,
  at: Instant,
});

export type RequestDetail = Static<typeof RequestDetail>;
export const RequestDetail = Type.Object({
  id: Id,
  number: Type.String(),
  subject: Type.String(),
  status: RequestStatus,
  kind: Type.String(),
  topic: nullable(Type.String()),
  channel: Type.String(),
  language: Type.String(),
  priority: Type.Integer(),
  /** What a person set; null: its service level says it. */
  prioritySet: nullable(Type.Integer()),
  class: Type.String(),
  customer: nullable(Type.Object({ id: Id, number: Type.String(), name: Type.String() })),
  requester: Type.Object({ name: nullable(Type.String()), address: nullable(Type.String()) }),
  mailbox: nullable(Type.Object({ id: Id, address: Type.String(), name: Type.String() })),
  createdAt: Instant,
  closedAt: nullable(Instant),
  archivedAt: nullable(Instant),
  closeReason: nullable(Type.String()),
  deadlines: Type.Object({
    firstResponse: nullable(Instant),
    atRisk: nullable(Instant),
    resolution: nullable(Instant),
    firstResponded: nullable(Instant),
    breached: nullable(Instant),
  }),
  waitingFor: oneOf(['agent', 'customer', 'expert', 'time', 'step', 'repair', 'nobody'] as const),
  owner: nullable(Person),
  /** Where the process stands, in the designer's words. */
  steps: Type.Array(Type.Object({ element: Type.String(), name: Type.String(), process: Type.String() })),
  tasks: Type.Array(TaskDetail),
  promises: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.String(),
      toldBy: Type.String(),
      dueAt: Instant,
      state: oneOf(['open', 'kept', 'broken', 'renewed', 'cancelled'] as const),
      settledAt: nullable(Instant),
    }),
  ),
  incidents: Type.Array(Incident),
  consultations: Type.Array(Consultation),
  follows: nullable(Type.Object({ id: Id, number: Type.String() })),
  /** The request that goes on in its place. */
  mergedInto: nullable(Type.Object({ id: Id, number: Type.String() })),
  /** Requests that are part of this one. */
  merged: Type.Array(Type.Object({ id: Id, number: Type.String() })),
  followedBy: Type.Array(Type.Object({ id: Id, number: Type.String() })),
  /** Set where nothing will move it. */
  idle: nullable(Idle),
  /** Of whom an answer would go to, those that mail comes back from. */
  deadAddresses: Type.Array(DeadAddress),
  /** Newest message of the conversation; send it back as `seenMessage`. */
  lastMessage: nullable(Id),
  revision: Type.Integer(),
  actions: Type.Object({ reply: Type.Boolean(), askExpert: Type.Boolean(), close: Type.Boolean(), retry: Type.Boolean() }),
});

export type TimelineEntry = Static<typeof TimelineEntry>;
export const TimelineEntry = Type.Object({
  id: Id,
  kind: Type.String(),
  data: AnyVariables,
  actor: Type.Object({ type: Type.String(), id: nullable(Type.String()), name: nullable(Type.String()) }),
  message: nullable(Id),
  element: nullable(Type.String()),
  elementName: nullable(Type.String()),
  at: Instant,
});

export type Diagram = Static<typeof Diagram>;
export const Diagram = Type.Object({
  /** The request's own process first, then those it called. */
  graphs: Type.Array(
    Type.Object({
      graph: Type.String(),
      process: Type.String(),
      title: Type.String(),
      version: nullable(Type.Integer()),
      xml: nullable(Type.String()),
      passed: Type.Array(Type.String()),
    }),
  ),
  tokens: Type.Array(Type.Object({ graph: Type.String(), element: Type.String(), incident: Type.Boolean() })),
  timers: Type.Array(Type.Object({ element: Type.String(), at: Instant })),
});

export const requestContracts = contracts({
  'GET /api/requests': {
    access: work,
    summary: 'Search by number, subject and full text',
    query: Type.Object({
      search: Type.Optional(Type.String({ maxLength: 200 })),
      status: Type.Optional(RequestStatus),
      customer: Type.Optional(Id),
      ...PageQuery,
    }),
    reply: page(RequestItem),
  },
  'GET /api/requests/:id': { access: work, summary: 'Header of one request', params: ById, reply: RequestDetail },
  'GET /api/requests/:id/timeline': {
    access: work,
    summary: 'What happened, newest first',
    params: ById,
    query: Type.Object(PageQuery),
    reply: page(TimelineEntry),
  },
  'GET /api/requests/:id/diagram': {
    access: ['agent', 'lead', 'designer'],
    summary: 'Its own process versions with its tokens',
    params: ById,
    reply: Diagram,
  },
  'POST /api/requests/:id/incidents/:incident/retry': {
    access: work,
    summary: 'Try again, with mended variables if need be',
    params: Type.Object({ id: Id, incident: Id }),
    body: Type.Object({ variables: Type.Optional(AnyVariables) }),
    reply: Saved,
    problems: ['incident-closed', 'not-accepted'],
  },
  'POST /api/requests/:id/promises': {
    access: ['agent', 'lead'],
    summary: 'What the customer was told otherwise than in writing: by when they hear again',
    params: ById,
    body: Type.Object({ dueAt: Instant }),
    idempotent: true,
    reply: Saved,
    problems: ['request-closed', 'in-the-past', 'not-accepted'],
  },
  'POST /api/requests/:id/close': {
    access: ['lead'],
    summary: 'Close without the process, with a reason',
    params: ById,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
    reply: Saved,
    problems: ['request-closed', 'not-accepted'],
  },
});
