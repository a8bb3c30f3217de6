import { type Static, Type } from 'typebox';
import { ById, contracts, Done, Id, Instant, list, nullable, oneOf } from '../contract.ts';
import { Incident } from '../requests/schema.ts';

const operators = ['lead', 'administrator'] as const;

export type OpenIncident = Static<typeof OpenIncident>;
export const OpenIncident = Type.Object({ ...Incident.properties, request: Id, number: Type.String(), subject: Type.String() });

/** Under the server's present numbering: onServer + vanished = inLedger + before + missing. */
const FolderAccount = Type.Object({
  name: Type.String(),
  active: Type.Boolean(),
  onServer: nullable(Type.Integer()),
  inLedger: Type.Integer(),
  before: Type.Integer(),
  vanished: Type.Integer(),
  missing: Type.Integer(),
  earlier: Type.Integer(),
  countedAt: nullable(Instant),
  error: nullable(Type.String()),
});

const Difference = Type.Object({
  id: Id,
  mailbox: Id,
  folder: Type.String(),
  uid: Type.String(),
  foundAt: Instant,
  tries: Type.Integer(),
  settledAt: nullable(Instant),
  outcome: nullable(oneOf(['fetched', 'gone', 'not-fetched'] as const)),
});

export type LedgerSummary = Static<typeof LedgerSummary>;
export const LedgerSummary = Type.Object({
  mailboxes: Type.Array(
    Type.Object({
      mailbox: Id,
      address: Type.String(),
      serverCount: nullable(Type.Integer()),
      taken: Type.Integer(),
      undecided: Type.Integer(),
      verdicts: Type.Record(Type.String(), Type.Integer()),
      folders: Type.Array(FolderAccount),
    }),
  ),
  outbox: Type.Record(Type.String(), Type.Integer()),
  /** Nobody knows whether these left: to be settled by a person. */
  unknown: Type.Array(
    Type.Object({
      id: Id,
      request: nullable(Id),
      number: nullable(Type.String()),
      purpose: Type.String(),
      recipients: Type.Array(Type.String()),
      handingOverAt: nullable(Instant),
      error: nullable(Type.String()),
    }),
  ),
});

export const operationContracts = contracts({
  'GET /api/incidents': { access: operators, summary: 'Open incidents of all requests', reply: list(OpenIncident) },
  'GET /api/ledger': { access: operators, summary: 'Every mail accounted for: sums a mailbox, outbox, unknown ones', reply: LedgerSummary },
  'GET /api/ledger/differences': {
    access: operators,
    summary: 'Mails that a server had and the ledger had not: those that wait, then the newest',
    reply: list(Difference),
  },
  'POST /api/ledger/unknown/:id': {
    access: operators,
    summary: 'Say what became of a mail whose delivery is unknown: it was sent, or it was not and is sent again as a new one',
    params: ById,
    body: Type.Object({ found: oneOf(['sent', 'send-again'] as const) }),
    reply: Done,
    problems: ['delivery-settled'],
  },
});
