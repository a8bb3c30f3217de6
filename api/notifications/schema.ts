import { type Static, Type } from 'typebox';
import { notificationKinds } from '../../domain/notification/kinds.ts';
import { contracts, Done, Id, Instant, nullable, oneOf, Person } from '../contract.ts';

const readers = ['agent', 'lead', 'administrator'] as const;
export const NotificationKind = oneOf(notificationKinds);

export type Notification = Static<typeof Notification>;
export const Notification = Type.Object({
  id: Id,
  kind: NotificationKind,
  /** A code within the kind. */
  reason: Type.String(),
  request: nullable(Type.Object({ id: Id, number: Type.String(), subject: Type.String() })),
  /** Its address. */
  mailbox: nullable(Type.String()),
  /** Whose deed it tells. */
  by: nullable(Person),
  at: Instant,
  read: Type.Boolean(),
});

export const notificationContracts = contracts({
  'GET /api/notifications': {
    access: readers,
    summary: 'What concerns me, the latest 50 of the last 30 days',
    reply: Type.Object({ unread: Type.Integer(), items: Type.Array(Notification) }),
  },
  'POST /api/notifications/read': {
    access: readers,
    summary: 'I have seen these, all about a request, or all',
    body: Type.Object({
      ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50 })),
      request: Type.Optional(Id),
    }),
    reply: Done,
  },
});
