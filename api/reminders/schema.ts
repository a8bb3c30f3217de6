import { type Static, Type } from 'typebox';
import { contracts, nullable } from '../contract.ts';
import { NotificationKind } from '../notifications/schema.ts';

export type ReminderSettings = Static<typeof ReminderSettings>;
export const ReminderSettings = Type.Object({
  /** Hour of the tenant's day at which the digest goes out; null: none. */
  digestHour: nullable(Type.Integer({ minimum: 0, maximum: 23 })),
  /** Every reminder by mail as well. */
  byMail: Type.Boolean(),
  /** The digest says how a lead's topics stand, too. */
  aboutTopics: Type.Boolean(),
  /** Kinds of notifications that I do not want, and those that the digest names, too. */
  quiet: Type.Array(NotificationKind, { uniqueItems: true }),
  inDigest: Type.Array(NotificationKind, { uniqueItems: true }),
});

export const reminderContracts = contracts({
  'GET /api/reminder-settings': {
    access: ['agent', 'lead'],
    summary: 'What I want to be told, by mail and in the app',
    reply: ReminderSettings,
  },
  'PUT /api/reminder-settings': {
    access: ['agent', 'lead'],
    summary: 'Change what I want to be told',
    body: ReminderSettings,
    reply: ReminderSettings,
  },
});
