import { type Static, Type } from 'typebox';
import { contracts, nullable } from '../contract.ts';

export type ReminderSettings = Static<typeof ReminderSettings>;
export const ReminderSettings = Type.Object({
  /** Hour of the tenant's day at which the digest goes out; null: none. */
  digestHour: nullable(Type.Integer({ minimum: 0, maximum: 23 })),
  /** Every reminder by mail as well. */
  byMail: Type.Boolean(),
});

export const reminderContracts = contracts({
  'GET /api/reminder-settings': { access: ['agent', 'lead'], summary: 'What I want to be told by mail', reply: ReminderSettings },
  'PUT /api/reminder-settings': {
    access: ['agent', 'lead'],
    summary: 'Change what I want to be told by mail',
    body: ReminderSettings,
    reply: ReminderSettings,
  },
});
