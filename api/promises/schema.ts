import { type Static, Type } from 'typebox';
import { contracts, Id, Instant, list, nullable, oneOf, page, PageQuery, Person } from '../contract.ts';

const channels = ['mail', 'form', 'chat', 'phone', 'letter', 'social', 'process'] as const;
const states = ['open', 'kept', 'broken', 'renewed', 'cancelled'] as const;
/** By when promises were due. */
const Period = { from: Instant, until: Instant };

export type PromiseCounts = Static<typeof PromiseCounts>;
export const PromiseCounts = Type.Object({
  kind: Type.String(),
  channel: oneOf(channels),
  kept: Type.Integer(),
  /** A notice told another time before it broke. */
  renewed: Type.Integer(),
  broken: Type.Integer(),
  cancelled: Type.Integer(),
  open: Type.Integer(),
});

export type PromiseItem = Static<typeof PromiseItem>;
export const PromiseItem = Type.Object({
  id: Id,
  request: Id,
  number: Type.String(),
  subject: Type.String(),
  kind: Type.String(),
  channel: oneOf(channels),
  dueAt: Instant,
  madeAt: Instant,
  settledAt: nullable(Instant),
  state: oneOf(states),
  /** Key of the standard answer that told it, or `agent`, `screen`, `merged`. */
  toldBy: Type.String(),
  account: nullable(Person),
  reason: nullable(Type.String()),
});

export const promiseContracts = contracts({
  'GET /api/promises/report': {
    access: ['lead'],
    summary: 'What was promised and what became of it, by kind and channel',
    query: Type.Object(Period),
    reply: list(PromiseCounts),
  },
  'GET /api/promises': {
    access: ['lead'],
    summary: 'The promises that a number of the report counts',
    query: Type.Object({
      ...Period,
      kind: Type.Optional(Type.String({ maxLength: 64 })),
      channel: Type.Optional(oneOf(channels)),
      state: Type.Optional(oneOf(states)),
      ...PageQuery,
    }),
    reply: page(PromiseItem),
  },
});
