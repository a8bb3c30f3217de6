import { type Static, Type } from 'typebox';
import { Address, Anything, AnyVariables, ById, contracts, Done, Id, Instant, list, nullable, oneOf, Person } from '../contract.ts';

const work = ['agent', 'lead'] as const;

const messageTypes = ['customer', 'agent', 'automatic', 'note', 'expert-question', 'expert-answer', 'delivery'] as const;

/** What SPF, DKIM, DMARC and ARC say of a sender; `by` who checked it. */
export const Authentication = Type.Object({
  result: oneOf(['pass', 'fail', 'other', 'none'] as const),
  by: oneOf(['server', 'us'] as const),
  spf: nullable(Type.String()),
  dkim: nullable(Type.String()),
  dmarc: nullable(Type.String()),
  arc: nullable(Type.String()),
});

export type Message = Static<typeof Message>;
export const Message = Type.Object({
  id: Id,
  type: oneOf(messageTypes),
  channel: Type.String(),
  author: Type.Object({ account: nullable(Id), name: nullable(Type.String()) }),
  from: nullable(Type.String()),
  to: Type.Array(Type.String()),
  cc: Type.Array(Type.String()),
  subject: nullable(Type.String()),
  text: Type.String(),
  /** Index into `text` where the quoted part starts. */
  quotedFrom: nullable(Type.Integer()),
  /** Index into `text` where the sender's signature starts, before the quoted part. */
  signatureFrom: nullable(Type.Integer()),
  /** `/api/messages/:id/document` shows it. */
  hasHtml: Type.Boolean(),
  /** `/api/messages/:id/original` offers the mail as it came. */
  hasOriginal: Type.Boolean(),
  /** Its HTML wants pictures from elsewhere; `images=1` fetches them. */
  hasRemoteContent: Type.Boolean(),
  /** Sealed by its sender; what is encrypted opens in a mail program with the key alone. */
  protection: nullable(oneOf(['signed', 'encrypted'] as const)),
  authentication: nullable(Authentication),
  language: nullable(Type.String()),
  consultation: nullable(Id),
  createdAt: Instant,
  attachments: Type.Array(
    Type.Object({
      id: Id,
      filename: Type.String(),
      contentType: Type.String(),
      size: Type.Integer(),
      inline: Type.Boolean(),
      /** Why it should not be opened lightly: told by its name and bytes. */
      danger: nullable(oneOf(['program', 'macros', 'page', 'disguised'] as const)),
    }),
  ),
  delivery: nullable(
    Type.Object({
      state: oneOf(['prepared', 'handing-over', 'accepted', 'rejected', 'unknown', 'cancelled'] as const),
      response: nullable(Type.String()),
      error: nullable(Type.String()),
      settledAt: nullable(Instant),
      id: Id,
      /** Of a prepared one that waits: until when, why, and after how many tries. */
      notBefore: nullable(Instant),
      delay: nullable(oneOf(['rate', 'busy', 'greylisted', 'temporary', 'connection', 'sign-in', 'not-ready'] as const)),
      tries: Type.Integer(),
      refused: Type.Array(Type.Object({ address: Type.String(), code: Type.Integer(), response: Type.String() })),
      /** A report came back: it did not arrive. */
      bounced: nullable(Type.Object({ hard: Type.Boolean(), status: nullable(Type.String()) })),
    }),
  ),
  /** An answer that has not gone out yet. */
  held: nullable(Type.Object({ until: Instant, scheduled: Type.Boolean(), inDoubt: Type.Boolean(), by: Id })),
});

const draftTypes = ['reply', 'note', 'question'] as const;
export type Drafts = Static<typeof Drafts>;
export const Drafts = Type.Object({
  mine: Type.Array(
    Type.Object({
      type: oneOf(draftTypes),
      content: Anything,
      updatedAt: Instant,
      /** A message went out or came in after it. */ outdated: Type.Boolean(),
    }),
  ),
  others: Type.Array(Type.Object({ type: oneOf(draftTypes), account: Person, updatedAt: Instant })),
});
const DraftParams = Type.Object({ id: Id, type: oneOf(draftTypes) });

export type NewReply = Static<typeof NewReply>;
export const NewReply = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 100_000 }),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  to: Type.Array(Address, { maxItems: 50 }),
  cc: Type.Array(Address, { maxItems: 50 }),
  /** The newest message that the writer saw; null where there was none. */
  seenMessage: nullable(Id),
  /** Completes `task` with it; null keeps the task open. */
  outcome: nullable(Type.String({ minLength: 1, maxLength: 64 })),
  task: nullable(Id),
  variables: Type.Optional(AnyVariables),
  /** It asks the customer something: the process reminds, and closes with a word where no answer comes. */
  asked: Type.Optional(Type.Boolean()),
  /** Ids of the own draft's files, in their order. */
  files: Type.Optional(Type.Array(Id, { maxItems: 20 })),
  /** Seconds in which it can be taken back. Until then the task rests. */
  hold: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** At a chosen time instead. */
  sendAt: Type.Optional(Instant),
  /** "I will come back to you by …": a promise. Whoever makes it keeps the task. */
  promiseAt: Type.Optional(Instant),
});

export const conversationContracts = contracts({
  'GET /api/requests/:id/messages': { access: work, summary: 'The conversation, oldest first', params: ById, reply: list(Message) },
  'POST /api/requests/:id/replies': {
    access: work,
    summary: 'Answer the customer',
    params: ById,
    body: NewReply,
    idempotent: true,
    reply: Type.Object({ saved: Type.Literal(true), pending: Type.Boolean(), message: Id, heldUntil: nullable(Instant) }),
    problems: [
      'in-the-past',
      'promise-needs-task',
      'file-missing',
      'conversation-moved-on',
      'placeholders-left',
      'no-recipient',
      'task-gone',
      'task-not-yours',
      'request-closed',
      'above-limit',
      'not-accepted',
    ],
  },
  'POST /api/requests/:id/notes': {
    access: work,
    summary: 'Internal note: never leaves the house',
    params: ById,
    body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 100_000 }) }),
    idempotent: true,
    reply: Type.Object({ message: Id }),
  },
  'GET /api/requests/:id/drafts': { access: work, summary: 'Own drafts, and who else is writing', params: ById, reply: Drafts },
  'PUT /api/requests/:id/drafts/:type': {
    access: work,
    summary: 'Keep a draft',
    params: DraftParams,
    body: Type.Object({ content: Anything }),
    reply: Type.Object({ updatedAt: Instant }),
  },
  'DELETE /api/requests/:id/drafts/:type': { access: work, summary: 'Discard a draft', params: DraftParams, reply: Done },
});
