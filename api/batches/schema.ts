import { type Static, Type } from 'typebox';
import { AnyVariables, ById, contracts, Done, Id, Instant, list, nullable, oneOf, page, PageQuery, Person } from '../contract.ts';
import { Obstacle } from '../migrations/schema.ts';

const readers = ['lead', 'designer', 'administrator'] as const;
const ItemState = oneOf(['waiting', 'sent', 'done', 'refused', 'left'] as const);

export type Batch = Static<typeof Batch>;
export const Batch = Type.Object({
  id: Id,
  kind: oneOf(['request-migrated', 'incident-retried', 'calendar-changed', 'level-changed'] as const),
  state: oneOf(['running', 'stopped', 'done'] as const),
  reason: Type.String(),
  /** What it does to each request: process and versions, or element and code of the incidents. */
  subject: AnyVariables,
  by: Person,
  createdAt: Instant,
  finishedAt: nullable(Instant),
  counts: Type.Record(Type.String(), Type.Integer()),
});

export type BatchItem = Static<typeof BatchItem>;
export const BatchItem = Type.Object({
  id: Id,
  request: Id,
  number: Type.String(),
  state: ItemState,
  /** Why it was refused. */
  code: nullable(Type.String()),
  obstacles: Type.Array(Obstacle),
  /** Its event, for taking it back. */
  event: nullable(Id),
  undone: Type.Boolean(),
  settledAt: nullable(Instant),
});

export const batchContracts = contracts({
  'GET /api/batches': {
    access: readers,
    summary: 'Deeds for many requests, the latest 50',
    query: Type.Object({ process: Type.Optional(Type.String({ maxLength: 100 })) }),
    reply: list(Batch),
  },
  'GET /api/batches/:id': { access: readers, summary: 'How far a batch is', params: ById, reply: Batch },
  'GET /api/batches/:id/items': {
    access: readers,
    summary: 'What came of each request',
    params: ById,
    query: Type.Object({ state: Type.Optional(ItemState), ...PageQuery }),
    reply: page(BatchItem),
  },
  'POST /api/batches/:id/stop': {
    access: readers,
    summary: 'Stop a batch: what has begun is finished, the others are left alone',
    params: ById,
    reply: Done,
    problems: ['batch-over'],
  },
});
