import { type Static, Type } from 'typebox';
import { Address, Anything, AnyVariables, Id, Instant, nullable, oneOf, Person } from '../contract.ts';

const messageTypes = ['customer', 'agent', 'automatic', 'note', 'expert-question', 'expert-answer', 'delivery'] as const;

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
  /** `/api/messages/:id/document` shows it. */
  hasHtml: Type.Boolean(),
  language: nullable(Type.String()),
  consultation: nullable(Id),
  createdAt: Instant,
  attachments: Type.Array(
    Type.Object({ id: Id, filename: Type.String(), contentType: Type.String(), size: Type.Integer(), inline: Type.Boolean() }),
  ),
  delivery: nullable(
    Type.Object({
      state: oneOf(['prepared', 'handing-over', 'accepted', 'rejected', 'unknown', 'cancelled'] as const),
      response: nullable(Type.String()),
      error: nullable(Type.String()),
      settledAt: nullable(Instant),
    }),
  ),
});

export const draftTypes = ['reply', 'note', 'question'] as const;
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
export const DraftParams = Type.Object({ id: Id, type: oneOf(draftTypes) });

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
});
