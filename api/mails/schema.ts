import { type Static, Type } from 'typebox';
import { DEEDS } from '../../domain/mail/overrule.ts';
import { ById, contracts, Id, Instant, nullable, oneOf, Person } from '../contract.ts';
import { LedgerRow } from '../operation/schema.ts';

const operators = ['lead', 'administrator'] as const;

export type LedgerMail = Static<typeof LedgerMail>;
export const LedgerMail = Type.Object({
  ...LedgerRow.properties,
  /** The numbered reason, e.g. `M511 unknown-sender`; `reason` has it in words. */
  reasonCode: nullable(Type.String()),
  from: nullable(Type.Object({ name: Type.String(), address: Type.String() })),
  to: Type.Array(Type.String()),
  /** The beginning of what it says, as plain text. */
  text: Type.String(),
  attachments: Type.Array(Type.Object({ filename: Type.String(), size: Type.Integer() })),
  /** What a person may do about it now. */
  deeds: Type.Array(oneOf(DEEDS)),
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
      mails: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }),
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
  'POST /api/ledger/mails/:id/undo': {
    access: operators,
    summary: 'Take back what was last said about a mail',
    params: ById,
    reply: Type.Object({ overrulings: Type.Array(Id) }),
    problems: ['not-undoable'],
  },
});
