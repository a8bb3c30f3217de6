import { type Static, Type } from 'typebox';
import {
  Address,
  AnyVariables,
  ById,
  contracts,
  Done,
  Id,
  Instant,
  Key,
  Language,
  list,
  Named,
  nullable,
  oneOf,
  page,
  PageQuery,
  Person,
  Titles,
} from '../contract.ts';
import { Presence, Role } from '../session/schema.ts';

const administrator = ['administrator'] as const;
const SkillLevel = Type.Object({ key: Type.String({ maxLength: 64 }), level: Type.Integer({ minimum: 1, maximum: 5 }) });
const ByKey = Type.Object({ key: Key });

export type AccountRow = Static<typeof AccountRow>;
export const AccountRow = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  roles: Type.Array(Role),
  language: Language,
  presence: Presence,
  capacity: Type.Integer(),
  active: Type.Boolean(),
  skills: Type.Array(SkillLevel),
  topics: Type.Array(Type.String()),
  createdAt: Instant,
});
const AccountChanges = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  roles: Type.Array(Role, { minItems: 1, maxItems: 4, uniqueItems: true }),
  language: Language,
  capacity: Type.Integer({ minimum: 0, maximum: 100 }),
  skills: Type.Array(SkillLevel, { maxItems: 100 }),
  topics: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100, uniqueItems: true }),
};

const Server = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253 }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  secure: Type.Boolean(),
  user: Type.String({ maxLength: 254 }),
});
/** With what an administrator knows of the server that mail comes from; see MailServer in db/schema/mail.ts. */
const ImapServer = Type.Object({
  ...Server.properties,
  takesTags: Type.Optional(Type.Boolean()),
  filesSent: Type.Optional(Type.Boolean()),
  authservId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]*$', maxLength: 253 })),
  marksSpam: Type.Optional(Type.Boolean()),
});
/** Where access tokens are had; only over TLS, for the refresh token goes there. */
const OAuth = Type.Object({
  tokenUrl: Type.String({ pattern: '^https://[^/\\s]+/', maxLength: 500 }),
  clientId: Type.String({ minLength: 1, maxLength: 200 }),
  scope: Type.String({ maxLength: 500 }),
});
/** Those with a colon in front are ours (db/mailbox-folders.ts). */
const Folders = Type.Array(Type.String({ pattern: '^[^:]', maxLength: 200 }), { minItems: 1, maxItems: 20, uniqueItems: true });
const SilentAfter = Type.Integer({ minimum: 1, maximum: 10_080 });
const Secret = Type.String({ minLength: 1, maxLength: 500 });
const MailboxSecrets = {
  password: Type.Optional(Secret),
  clientSecret: Type.Optional(Type.String({ maxLength: 500 })),
  refreshToken: Type.Optional(Type.String({ minLength: 1, maxLength: 8000 })),
};

export type MailboxRow = Static<typeof MailboxRow>;
export const MailboxRow = Type.Object({
  id: Id,
  address: Type.String(),
  name: Type.String(),
  topic: nullable(Type.String()),
  language: Language,
  active: Type.Boolean(),
  imap: ImapServer,
  smtp: Server,
  /** The first one is listened to, the others are looked through every minute. */
  folders: Type.Array(Type.String()),
  /** Mails that the server received before are counted and left alone; null: all are processed. */
  since: nullable(Instant),
  /** Minutes. */
  silentAfter: Type.Integer(),
  oauth: nullable(OAuth),
  health: Type.Object({
    lastSuccessAt: nullable(Instant),
    lastError: nullable(Type.String()),
    lastErrorAt: nullable(Instant),
    /** Since when nobody could read it, where that is longer than `silentAfter`. */
    silentSince: nullable(Instant),
    serverCount: nullable(Type.Integer()),
    missing: Type.Integer(),
    undecided: Type.Integer(),
    /** Since when the oldest of these waits. */
    undecidedSince: nullable(Instant),
    /** `refreshUntil`: where the provider says when somebody has to give consent again. */
    token: nullable(Type.Object({ refreshUntil: nullable(Instant), failedAt: nullable(Instant), error: nullable(Type.String()) })),
  }),
});

export type AuditRow = Static<typeof AuditRow>;
export const AuditRow = Type.Object({
  id: Id,
  account: nullable(Person),
  action: Type.String(),
  entity: Type.String(),
  entityId: nullable(Type.String()),
  data: AnyVariables,
  at: Instant,
  /** What people call it. */
  about: nullable(Type.String()),
  /** Whether it is an intervention that can be taken back, or was. */
  undo: oneOf(['possible', 'done', 'none'] as const),
});

export const accountContracts = contracts({
  'GET /api/accounts': { access: ['administrator', 'lead'], summary: 'All accounts', reply: list(AccountRow) },
  'POST /api/accounts': {
    access: administrator,
    summary: 'New account',
    body: Type.Object({ email: Address, password: Type.String({ minLength: 10, maxLength: 200 }), ...AccountChanges }),
    reply: AccountRow,
    problems: ['already-exists', 'bad-request'],
  },
  'PATCH /api/accounts/:id': {
    access: administrator,
    summary: 'Change an account; switching it off ends its sessions and gives its tasks back',
    params: ById,
    body: Type.Partial(Type.Object({ ...AccountChanges, active: Type.Boolean() })),
    reply: AccountRow,
    problems: ['last-administrator', 'bad-request'],
  },
  'PUT /api/accounts/:id/password': {
    access: administrator,
    summary: 'Set a new password; all its sessions end',
    params: ById,
    body: Type.Object({ password: Type.String({ minLength: 10, maxLength: 200 }) }),
    reply: Done,
  },
});

export const mailboxContracts = contracts({
  'GET /api/mailboxes': { access: ['administrator', 'lead'], summary: 'Mailboxes and their health', reply: list(MailboxRow) },
  'POST /api/mailboxes': {
    access: administrator,
    summary: 'New mailbox; its password is kept sealed',
    body: Type.Object({
      address: Address,
      name: Type.String({ minLength: 1, maxLength: 200 }),
      topic: nullable(Type.String({ maxLength: 64 })),
      language: Language,
      imap: ImapServer,
      smtp: Server,
      ...MailboxSecrets,
      oauth: Type.Optional(nullable(OAuth)),
      folders: Type.Optional(Folders),
      /** Absent: from now on. */
      since: Type.Optional(nullable(Instant)),
      silentAfter: Type.Optional(SilentAfter),
    }),
    reply: MailboxRow,
    problems: ['already-exists', 'bad-request'],
  },
  'PATCH /api/mailboxes/:id': {
    access: administrator,
    summary: 'Change a mailbox',
    params: ById,
    body: Type.Partial(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 200 }),
        topic: nullable(Type.String({ maxLength: 64 })),
        language: Language,
        imap: ImapServer,
        smtp: Server,
        ...MailboxSecrets,
        oauth: nullable(OAuth),
        folders: Folders,
        since: nullable(Instant),
        silentAfter: SilentAfter,
        active: Type.Boolean(),
      }),
    ),
    reply: MailboxRow,
    problems: ['secret-again', 'bad-request'],
  },
});

/** What a server said to settings that were tried; null while it has not answered. */
const TrialResult = nullable(
  Type.Object({
    error: nullable(Type.Object({ code: Type.String(), text: Type.String() })),
    folders: nullable(Type.Array(Type.String())),
    /** In the inbox. */
    messages: nullable(Type.Integer()),
  }),
);

export const mailboxTrialContracts = contracts({
  'POST /api/mailboxes/trials': {
    access: administrator,
    summary: 'Try settings before they are saved: signs in at both servers, which takes up to a minute',
    body: Type.Object({
      /** Whose password or tokens are used where none is entered. */
      mailbox: Type.Optional(Id),
      address: Address,
      language: Language,
      imap: Server,
      smtp: Server,
      password: Type.Optional(Secret),
    }),
    reply: Type.Object({ id: Id }),
    problems: ['bad-request', 'secret-again'],
  },
  'GET /api/mailboxes/trials/:id': {
    access: administrator,
    summary: 'What came of a trial',
    params: ById,
    reply: Type.Object({ imap: TrialResult, smtp: TrialResult }),
  },
  'POST /api/mailboxes/:id/look': {
    access: administrator,
    summary: 'Read a mailbox at once instead of after the pause that follows a failure',
    params: ById,
    reply: Done,
    problems: ['mailbox-off'],
  },
});

export const wordContracts = contracts({
  'PUT /api/skills/:key': {
    access: administrator,
    summary: 'Make or rename a skill',
    params: ByKey,
    body: Type.Object({ title: Titles }),
    reply: Named,
  },
  'DELETE /api/skills/:key': {
    access: administrator,
    summary: 'Delete a skill that nobody has',
    params: ByKey,
    reply: Done,
    problems: ['still-used'],
  },
  'PUT /api/topics/:key': {
    access: administrator,
    summary: 'Make or rename a topic',
    params: ByKey,
    body: Type.Object({ title: Titles }),
    reply: Named,
  },
  'DELETE /api/topics/:key': {
    access: administrator,
    summary: 'Delete a topic that nobody works on',
    params: ByKey,
    reply: Done,
    problems: ['still-used'],
  },
  'GET /api/audit': {
    access: administrator,
    summary: 'What was changed by whom, newest first',
    query: Type.Object(PageQuery),
    reply: page(AuditRow),
  },
});
