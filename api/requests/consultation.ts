import { type Static, Type } from 'typebox';
import { Address, ById, contracts, Id, Instant, Language, nullable, oneOf, Person, Saved } from '../contract.ts';

const work = ['agent', 'lead'] as const;

export type Consultation = Static<typeof Consultation>;
export const Consultation = Type.Object({
  id: Id,
  expertName: Type.String(),
  expertAddress: Type.String(),
  subject: Type.String(),
  question: Type.String(),
  state: oneOf(['open', 'answered', 'declined', 'overdue', 'revoked'] as const),
  dueAt: Instant,
  askedAt: Instant,
  askedBy: nullable(Person),
  remindedAt: nullable(Instant),
  answeredAt: nullable(Instant),
  answeredBy: nullable(Type.String()),
  answer: nullable(Type.String()),
  declineReason: nullable(Type.String()),
});

export const consultationContracts = contracts({
  'POST /api/requests/:id/consultations': {
    access: work,
    summary: 'Ask someone outside',
    params: ById,
    body: Type.Object({
      expertAddress: Address,
      expertName: Type.String({ minLength: 1, maxLength: 200 }),
      subject: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
      question: Type.String({ minLength: 1, maxLength: 20_000 }),
      dueAt: Instant,
      language: Type.Optional(Language),
      task: Type.Optional(Id),
      /** Ids of messages that the expert sees. */
      context: Type.Array(Id, { maxItems: 50 }),
    }),
    idempotent: true,
    reply: Type.Object({ saved: Type.Literal(true), pending: Type.Boolean(), consultation: Id }),
    problems: ['cannot-ask-now', 'in-the-past', 'request-closed', 'placeholders-left', 'not-accepted'],
  },
  'DELETE /api/requests/:id/consultations/:consultation': {
    access: work,
    summary: 'Withdraw the question: its link ends',
    params: Type.Object({ id: Id, consultation: Id }),
    reply: Saved,
    problems: ['consultation-settled'],
  },
});
