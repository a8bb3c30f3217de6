import { type Static, Type } from 'typebox';
import { AnyVariables, ById, contracts, Id, Instant, list, nullable, Saved } from '../contract.ts';

const operators = ['lead', 'administrator'] as const;
const correctors = ['designer', 'administrator'] as const;
const Reason = Type.String({ minLength: 1, maxLength: 500 });
const ElementId = Type.String({ minLength: 1, maxLength: 200 });

export type IncidentGroup = Static<typeof IncidentGroup>;
/** Open incidents of one kind: the same element of the same version, the same code. */
export const IncidentGroup = Type.Object({
  graph: Type.String(),
  process: Type.String(),
  processName: Type.String(),
  version: nullable(Type.Integer()),
  element: Type.String(),
  elementName: Type.String(),
  code: Type.String(),
  incidents: Type.Integer(),
  since: Instant,
  /** Of the oldest. */
  message: Type.String(),
});

export type Standing = Static<typeof Standing>;
export const Standing = Type.Object({
  /** Where tokens stand, and where each could be put. */
  tokens: Type.Array(
    Type.Object({
      activation: Type.String(),
      element: Type.String(),
      name: Type.String(),
      process: Type.String(),
      targets: Type.Array(Type.Object({ element: Type.String(), name: Type.String() })),
    }),
  ),
  variables: AnyVariables,
});

export const incidentContracts = contracts({
  'GET /api/incidents/groups': { access: operators, summary: 'Open incidents by version, element and code', reply: list(IncidentGroup) },
  'POST /api/incidents/groups/retry': {
    access: operators,
    summary: 'Try all of one kind again, as a batch',
    body: Type.Object({ graph: Type.String({ pattern: '^[0-9a-f]{64}$' }), element: ElementId, code: ElementId, reason: Reason }),
    idempotent: true,
    reply: Type.Object({ batch: Id, requests: Type.Integer() }),
  },
  'POST /api/incidents/:id/skip': {
    access: operators,
    summary: 'The element counts as done, with this result',
    params: ById,
    body: Type.Object({ variables: AnyVariables, reason: Reason }),
    reply: Saved,
    problems: ['incident-closed', 'not-accepted'],
  },
  'GET /api/requests/:id/standing': {
    access: correctors,
    summary: 'What an operator may correct: tokens and variables',
    params: ById,
    reply: Standing,
  },
  'POST /api/requests/:id/tokens/:activation/move': {
    access: correctors,
    summary: 'Put a token at another element of its scope',
    params: Type.Object({ id: Id, activation: Type.String({ pattern: '^a\\d{1,9}$' }) }),
    body: Type.Object({ element: ElementId, reason: Reason }),
    reply: Saved,
    problems: ['request-closed', 'not-accepted'],
  },
  'POST /api/requests/:id/variables': {
    access: correctors,
    summary: 'Correct variables of the request’s process',
    params: ById,
    body: Type.Object({ variables: AnyVariables, reason: Reason }),
    reply: Saved,
    problems: ['request-closed', 'not-accepted'],
  },
  'POST /api/requests/:id/migrations/:event/undo': {
    access: correctors,
    summary: 'Take back a move to another version',
    params: Type.Object({ id: Id, event: Id }),
    body: Type.Object({ reason: Reason }),
    reply: Saved,
    problems: ['request-closed', 'not-migratable', 'not-accepted'],
  },
});
