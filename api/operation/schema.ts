import { type Static, Type } from 'typebox';
import { ById, contracts, Done, Id, Instant, list, nullable, oneOf, page, PageQuery } from '../contract.ts';
import { Incident } from '../requests/schema.ts';

const operators = ['lead', 'administrator'] as const;
const verdicts = ['request', 'reply', 'automatic', 'bounce', 'filtered', 'expert-answer', 'quarantined', 'failed'] as const;
const Verdict = oneOf(verdicts);

export type OpenIncident = Static<typeof OpenIncident>;
export const OpenIncident = Type.Object({ ...Incident.properties, request: Id, number: Type.String(), subject: Type.String() });

export type LedgerRow = Static<typeof LedgerRow>;
export const LedgerRow = Type.Object({
  id: Id,
  mailbox: Id,
  folder: Type.String(),
  uid: Type.String(),
  size: Type.Integer(),
  receivedAt: Instant,
  verdict: nullable(Verdict),
  reason: nullable(Type.String()),
  sender: nullable(Type.String()),
  subject: nullable(Type.String()),
  request: nullable(Type.Object({ id: Id, number: Type.String() })),
  attempts: Type.Integer(),
  error: nullable(Type.String()),
  decidedAt: nullable(Instant),
});

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
  'GET /api/ledger/mails': {
    access: operators,
    summary: 'Rows of the inbound ledger, newest first',
    query: Type.Object({ mailbox: Type.Optional(Id), verdict: Type.Optional(oneOf(['undecided', ...verdicts] as const)), ...PageQuery }),
    reply: page(LedgerRow),
  },
});
