import { type Static, Type } from 'typebox';
import { Id, Instant, Language, contracts, Done, nullable, oneOf } from '../contract.ts';

export const roles = ['agent', 'lead', 'designer', 'administrator'] as const;
export const Role = oneOf(roles);
export const Presence = oneOf(['available', 'paused', 'after-work', 'offline'] as const);

export type Session = Static<typeof Session>;
export const Session = Type.Object({
  account: Type.Object({ id: Id, name: Type.String(), email: Type.String() }),
  roles: Type.Array(Role),
  language: Language,
  presence: Presence,
  presenceReason: nullable(Type.String()),
  presenceSince: nullable(Instant),
  /** When after-work ends by itself. */
  presenceUntil: nullable(Instant),
  /** Points of tasks that this person may have at once, and has. */
  capacity: Type.Integer(),
  load: Type.Integer(),
  /** Channels with a bound of their own. */
  channels: Type.Array(Type.Object({ channel: Type.String(), capacity: Type.Integer(), load: Type.Integer() })),
  tenant: Type.Object({ name: Type.String(), language: Language }),
  demo: Type.Boolean(),
});

export const sessionContracts = contracts({
  'GET /api/session': { access: 'signed-in', summary: 'Who is signed in', reply: Session },
  'POST /api/session': {
    access: 'public',
    summary: 'Sign in with address and password',
    body: Type.Object({ email: Type.String({ minLength: 3, maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 200 }) }),
    reply: Session,
    problems: ['wrong-credentials'],
  },
  'DELETE /api/session': { access: 'public', summary: 'Sign out: revokes the session', reply: Done },
  'PATCH /api/session': {
    access: 'signed-in',
    summary: 'Change own language or presence; becoming available brings work',
    body: Type.Object({
      language: Type.Optional(Language),
      presence: Type.Optional(Presence),
      presenceReason: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
    }),
    reply: Session,
  },
  'POST /api/session/alive': {
    access: 'signed-in',
    summary: 'A sign of life, once a minute: without it a person is taken for offline; ends after-work that is over',
    reply: Session,
  },
  'PUT /api/session/password': {
    access: 'signed-in',
    summary: 'Change own password; all other sessions end',
    body: Type.Object({ current: Type.String({ maxLength: 200 }), password: Type.String({ minLength: 10, maxLength: 200 }) }),
    reply: Done,
    problems: ['wrong-password'],
  },
});
