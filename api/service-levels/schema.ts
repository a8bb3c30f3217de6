import { type Static, Type } from 'typebox';
import { Effect } from '../calendars/schema.ts';
import { contracts, Id, Instant, Key, list, nullable } from '../contract.ts';

const readers = ['lead', 'designer', 'administrator'] as const;
/** Whoever may publish a table. */
const publishers = ['designer', 'administrator'] as const;

export type ServiceLevelTable = Static<typeof ServiceLevelTable>;
const ServiceLevelTable = Type.Object({
  /** The process whose requests go by it. */
  process: Type.Object({ key: Type.String(), name: Type.String() }),
  /** Null where no decision table of this tenant holds it any more. */
  table: nullable(Type.Object({ key: Type.String(), title: Type.String(), number: Type.Integer(), publishedAt: Instant })),
  /** `feel`: what a column looks at, e.g. `kind`. */
  inputs: Type.Array(Type.Object({ label: Type.String(), feel: Type.String() })),
  outputs: Type.Array(Type.Object({ name: Type.String() })),
  /** Unary tests and results in FEEL, one a column; an empty test: whatever it is. */
  rules: Type.Array(Type.Object({ id: Type.String(), tests: Type.Array(Type.String()), outputs: Type.Array(Type.String()) })),
  /** Open requests, and those of them that go by an earlier version of it. */
  requests: Type.Integer(),
  earlierVersion: Type.Integer(),
});

export const Recount = Type.Object({
  effect: Effect,
  /** Counts the open requests anew; null: a preview, or none of them is concerned. */
  batch: nullable(Id),
});

export type TopicCalendar = Static<typeof TopicCalendar>;
const TopicCalendar = Type.Object({
  topic: Type.String(),
  /** Its own. */
  own: nullable(Type.String()),
  /** That counts for it; null: what the service level names. */
  counts: nullable(Type.String()),
});

export const serviceLevelContracts = contracts({
  'GET /api/service-levels': { access: readers, summary: 'The service levels that new requests get', reply: list(ServiceLevelTable) },
  'POST /api/service-levels/preview': {
    access: publishers,
    summary: 'What the published service levels, or a draft of their table, would do to the requests that are open now',
    body: Type.Object({ draft: nullable(Type.String({ maxLength: 100 })) }),
    reply: Effect,
    problems: ['table-too-slow'],
  },
  'POST /api/service-levels/apply': {
    access: publishers,
    summary: 'The published service levels count for open requests too: their deadlines are counted anew, what was counted stays',
    idempotent: true,
    body: Type.Object({ reason: Type.String({ maxLength: 1000 }) }),
    reply: Type.Object({ batch: nullable(Id), requests: Type.Integer() }),
  },
  'GET /api/topic-calendars': { access: readers, summary: 'By which calendar each topic counts', reply: list(TopicCalendar) },
  'PUT /api/topic-calendars/:key': {
    access: ['administrator'],
    summary: 'Choose the calendar of a topic (null: that of its team, else what the service level names), or see what that would do',
    params: Type.Object({ key: Key }),
    idempotent: true,
    body: Type.Object({ calendar: nullable(Key), preview: Type.Boolean() }),
    reply: Recount,
  },
});
