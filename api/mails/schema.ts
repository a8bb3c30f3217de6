import { type Static, Type } from 'typebox';
import { DEEDS } from '../../domain/mail/overrule.ts';
import { AnyVariables, ById, contracts, Id, Instant, list, nullable, oneOf, page, PageQuery, Person } from '../contract.ts';
import { Authentication } from '../requests/conversation.ts';

const operators = ['lead', 'administrator'] as const;
const verdicts = ['request', 'reply', 'automatic', 'bounce', 'filtered', 'expert-answer', 'quarantined', 'failed'] as const;
const Address = Type.Object({ name: Type.String(), address: Type.String() });
const NumberedRequest = Type.Object({ id: Id, number: Type.String() });
/** As many as one call may be about. */
const Several = Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true });

export type LedgerRow = Static<typeof LedgerRow>;
export const LedgerRow = Type.Object({
  id: Id,
  mailbox: Id,
  folder: Type.String(),
  uid: Type.String(),
  size: Type.Integer(),
  receivedAt: Instant,
  verdict: nullable(oneOf(verdicts)),
  /** In words; its number and name stand in `reasonCode`, e.g. `M511 unknown-sender`. */
  reason: nullable(Type.String()),
  reasonCode: nullable(Type.String()),
  sender: nullable(Type.String()),
  subject: nullable(Type.String()),
  request: nullable(NumberedRequest),
  attempts: Type.Integer(),
  error: nullable(Type.String()),
  decidedAt: nullable(Instant),
  /** What a person may do about it now. */
  deeds: Type.Array(oneOf(DEEDS)),
});

export type LedgerMail = Static<typeof LedgerMail>;
export const LedgerMail = Type.Object({
  ...LedgerRow.properties,
  messageId: nullable(Type.String()),
  /** What its Date header says. */
  date: nullable(Type.String()),
  from: nullable(Address),
  replyTo: Type.Array(Address),
  to: Type.Array(Type.String()),
  cc: Type.Array(Type.String()),
  /** The beginning of what it says, as plain text. */
  text: Type.String(),
  isCut: Type.Boolean(),
  /** Where in the text its signature and what it quotes begin. */
  signatureFrom: nullable(Type.Integer()),
  quotedFrom: nullable(Type.Integer()),
  /** `/api/ledger/mails/:id/document` shows it. */
  hasHtml: Type.Boolean(),
  attachments: Type.Array(Type.Object({ filename: Type.String(), size: Type.Integer() })),
  /** What was found out about the sender; null: nobody looked. */
  authentication: nullable(Authentication),
  /** What the filter that decided went by, as it wrote it. */
  facts: AnyVariables,
  /** Requests that the facts name. */
  named: Type.Array(NumberedRequest),
  /** What people said about it, newest first. */
  overrulings: Type.Array(
    Type.Object({
      id: Id,
      deed: oneOf([...DEEDS, 'undo'] as const),
      state: oneOf(['asked', 'done', 'refused'] as const),
      /** Why it was refused: `not-possible`, `already-answered`, or an error. */
      problem: nullable(Type.String()),
      by: Person,
      at: Instant,
      isUndoable: Type.Boolean(),
    }),
  ),
});

export const mailContracts = contracts({
  'GET /api/ledger/mails': {
    access: operators,
    summary: 'Rows of the inbound ledger, newest first',
    query: Type.Object({
      mailbox: Type.Optional(Id),
      folder: Type.Optional(Type.String({ maxLength: 200 })),
      verdict: Type.Optional(oneOf(['undecided', ...verdicts] as const)),
      from: Type.Optional(Instant),
      until: Type.Optional(Instant),
      /** Part of the sender or the subject, or a whole Message-ID. */
      search: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      ...PageQuery,
    }),
    reply: page(LedgerRow),
  },
  'GET /api/ledger/counts': {
    access: operators,
    summary: 'How many mails wait for people: held, failed, and sent ones of which nobody knows',
    reply: Type.Object({ quarantined: Type.Integer(), failed: Type.Integer(), unknown: Type.Integer() }),
  },
  'GET /api/ledger/mails/:id': {
    access: operators,
    summary: 'One mail of the ledger: what it says, why it got its verdict, and what may be done about it',
    params: ById,
    reply: LedgerMail,
  },
  'POST /api/ledger/mails/overrule': {
    access: operators,
    summary: 'Put one verdict in place of those that mails got: with effect on what they led to. News `mail` tell when each is done',
    body: Type.Object({
      mails: Several,
      deed: oneOf(DEEDS),
      /** For `join`: the number of the request, e.g. `V-2026-000123`. */
      request: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    }),
    reply: Type.Object({
      overrulings: Type.Array(Id),
      /** Mails whose verdict cannot be overruled so. */
      skipped: Type.Array(Id),
    }),
    problems: ['unknown-request'],
  },
  'POST /api/ledger/overrulings/states': {
    access: operators,
    summary: 'How far overrulings are',
    body: Type.Object({ overrulings: Several }),
    reply: list(
      Type.Object({
        id: Id,
        mail: Id,
        state: oneOf(['asked', 'done', 'refused'] as const),
        problem: nullable(Type.String()),
        /** False where it closed a request, or was taken back. */
        isUndoable: Type.Boolean(),
      }),
    ),
  },
  'POST /api/ledger/overrulings/undo': {
    access: operators,
    summary: 'Take back what was last said about mails; an overruling that is not the last of its mail stays',
    body: Type.Object({ overrulings: Several }),
    reply: Type.Object({ overrulings: Type.Array(Id) }),
    problems: ['not-undoable'],
  },
});
