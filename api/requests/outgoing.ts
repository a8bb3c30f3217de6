import { ById, contracts, Done, Id, Instant, nullable, Saved } from '../contract.ts';
import { Type } from 'typebox';

const work = ['agent', 'lead'] as const;
const HeldParams = Type.Object({ id: Id, message: Id });

/** What people can still do about answers and mails that have not gone out. */
export const outgoingContracts = contracts({
  'POST /api/requests/:id/held/:message/take-back': {
    access: work,
    summary: 'Take back an answer that has not gone out: it is a draft of its writer again',
    params: HeldParams,
    /** `seenMessage`: the newest that its writer had seen. */
    reply: Type.Object({ saved: Type.Literal(true), pending: Type.Boolean(), seenMessage: nullable(Id) }),
    problems: ['already-sent', 'not-accepted'],
  },
  'PUT /api/requests/:id/held/:message': {
    access: work,
    summary: 'Send it at another time; null: now',
    params: HeldParams,
    body: Type.Object({ sendAt: nullable(Instant) }),
    reply: Saved,
    problems: ['already-sent', 'in-the-past', 'not-accepted'],
  },
  'POST /api/outbox/:id/try-now': {
    access: work,
    summary: 'Try a delayed mail again at once',
    params: ById,
    reply: Done,
    problems: ['delivery-settled'],
  },
  'POST /api/outbox/:id/cancel': {
    access: work,
    summary: 'A delayed mail does not go out',
    params: ById,
    reply: Done,
    problems: ['delivery-settled'],
  },
  'DELETE /api/requests/:id/drafts/reply/files/:file': {
    access: work,
    summary: 'Take a file off the own draft',
    params: Type.Object({ id: Id, file: Id }),
    reply: Done,
  },
});
