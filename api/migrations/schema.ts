import { type Static, Type } from 'typebox';
import { contracts, Id, nullable, oneOf } from '../contract.ts';

const operators = ['designer', 'administrator'] as const;
const Reason = Type.String({ minLength: 1, maxLength: 500 });
const ElementId = Type.String({ minLength: 1, maxLength: 200 });
const Number = Type.Integer({ minimum: 1 });

/** Element of the old version → element of the new one; an element that is not named has no place there. */
const ElementMapping = Type.Record(Type.String({ maxLength: 200 }), ElementId, { maxProperties: 2000 });
const Process = Type.Object({ key: Type.String({ maxLength: 100 }) });
const Plan = { from: Number, to: Number, elements: ElementMapping };

export type MigrationProposal = Static<typeof MigrationProposal>;
export const MigrationProposal = Type.Object({
  /** Unfinished requests in the old version. */
  requests: Type.Integer(),
  elements: Type.Array(
    Type.Object({
      element: Type.String(),
      kind: Type.String(),
      name: nullable(Type.String()),
      to: nullable(Type.String()),
      why: nullable(oneOf(['id', 'name', 'place'] as const)),
      /** Requests with a token there now. */
      requests: Type.Integer(),
    }),
  ),
  /** Where a token may go. */
  targets: Type.Array(Type.Object({ element: Type.String(), kind: Type.String(), name: nullable(Type.String()) })),
});

export type Obstacle = Static<typeof Obstacle>;
export const Obstacle = Type.Object({ element: Type.String(), name: Type.String(), code: Type.String() });

export type DryRunItem = Static<typeof DryRunItem>;
export const DryRunItem = Type.Object({
  request: Id,
  number: Type.String(),
  /** Where its tokens stand, and where they would. */
  tokens: Type.Array(Type.Object({ name: Type.String(), to: nullable(Type.String()), isEntered: Type.Boolean() })),
  /** Events that would begin to be waited for, and that would no longer be. */
  armed: Type.Array(Type.String()),
  ended: Type.Array(Type.String()),
  obstacles: Type.Array(Obstacle),
});

export type DryRun = Static<typeof DryRun>;
export const DryRun = Type.Object({
  requests: Type.Integer(),
  able: Type.Integer(),
  /** Why some cannot, the most frequent first. */
  obstacles: Type.Array(Type.Object({ ...Obstacle.properties, requests: Type.Integer() })),
  items: Type.Array(DryRunItem),
  /** Number of the last item where there are more. */
  nextCursor: nullable(Type.String()),
});

export const migrationContracts = contracts({
  'GET /api/processes/:key/migration': {
    access: operators,
    summary: 'A proposed mapping from one version to another',
    params: Process,
    query: Type.Object({ from: Number, to: Number }),
    reply: MigrationProposal,
    problems: ['same-version'],
  },
  'POST /api/processes/:key/migration/dry-run': {
    access: operators,
    summary: 'What would happen to every running request, and why one cannot; changes nothing',
    params: Process,
    body: Type.Object({
      ...Plan,
      only: Type.Optional(oneOf(['able', 'unable'] as const)),
      after: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    reply: DryRun,
    problems: ['same-version'],
  },
  'POST /api/processes/:key/migration': {
    access: operators,
    summary: 'Move running requests to another version, as a batch',
    params: Process,
    body: Type.Object({ ...Plan, reason: Reason, requests: Type.Optional(Type.Array(Id, { maxItems: 10_000 })) }),
    idempotent: true,
    reply: Type.Object({ batch: Id, requests: Type.Integer() }),
    problems: ['same-version'],
  },
});
