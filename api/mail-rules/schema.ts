import { type Static, Type } from 'typebox';
import { Address, ById, contracts, Done, Id, Instant, Key, list, nullable, oneOf } from '../contract.ts';

const operators = ['lead', 'administrator'] as const;
const administrators = ['administrator'] as const;
const relations = ['supplier', 'press', 'applicant', 'authority', 'other'] as const;

export type MailPolicy = Static<typeof MailPolicy>;
export const MailPolicy = Type.Object({
  /** So long after its end a request takes answers, days. */
  replyDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  /** More automatic mails within ten minutes stop all of them. */
  mostAutomatic: Type.Integer({ minimum: 1, maximum: 100_000 }),
  /** Nothing automatic goes out since then. */
  stopped: nullable(Type.Object({ at: Instant, reason: oneOf(['by-hand', 'too-many'] as const), by: nullable(Id) })),
});

/** An address, or a domain with all below it. */
const Pattern = Type.String({ minLength: 4, maxLength: 254 });

export type BlockedSender = Static<typeof BlockedSender>;
export const BlockedSender = Type.Object({ id: Id, pattern: Type.String(), reason: Type.String(), createdAt: Instant });

export type KnownSender = Static<typeof KnownSender>;
export const KnownSender = Type.Object({
  id: Id,
  pattern: Type.String(),
  relation: oneOf(relations),
  /** Of the requests that such mail becomes. */
  kind: Type.String(),
  note: Type.String(),
});

export type DeadAddress = Static<typeof DeadAddress>;
export const DeadAddress = Type.Object({
  address: Type.String(),
  status: nullable(Type.String()),
  diagnostic: nullable(Type.String()),
  bouncedAt: nullable(Instant),
});

export const mailRuleContracts = contracts({
  'GET /api/mail-policy': {
    access: operators,
    summary: 'How long answers are taken, and whether automatic mail goes out',
    reply: MailPolicy,
  },
  'PUT /api/mail-policy': {
    access: administrators,
    summary: 'Change how long answers are taken and what counts as too many automatic mails',
    body: Type.Object({ replyDays: MailPolicy.properties.replyDays, mostAutomatic: MailPolicy.properties.mostAutomatic }),
    reply: MailPolicy,
  },
  'POST /api/mail-policy/stop': { access: administrators, summary: 'No automatic mail goes out from now on', reply: MailPolicy },
  'POST /api/mail-policy/resume': { access: administrators, summary: 'Automatic mail goes out again', reply: MailPolicy },
  'GET /api/blocked-senders': { access: operators, summary: 'Whose mail is sorted out', reply: list(BlockedSender) },
  'POST /api/blocked-senders': {
    access: operators,
    summary: 'Sort out the mail of an address or a domain from now on',
    body: Type.Object({ pattern: Pattern, reason: Type.String({ maxLength: 500 }) }),
    reply: BlockedSender,
    problems: ['no-sender-pattern', 'already-exists'],
  },
  'DELETE /api/blocked-senders/:id': { access: operators, summary: 'Take mail of this sender again', params: ById, reply: Done },
  'GET /api/known-senders': {
    access: operators,
    summary: 'Suppliers, press, applicants and others who are no customers',
    reply: list(KnownSender),
  },
  'POST /api/known-senders': {
    access: operators,
    summary: 'Mail of an address or a domain becomes requests of a kind',
    body: Type.Object({ pattern: Pattern, relation: oneOf(relations), kind: Key, note: Type.String({ maxLength: 500 }) }),
    reply: KnownSender,
    problems: ['no-sender-pattern', 'already-exists'],
  },
  'DELETE /api/known-senders/:id': { access: operators, summary: 'Treat this sender as any other', params: ById, reply: Done },
  'POST /api/dead-addresses/clear': {
    access: ['agent', 'lead', 'administrator'],
    summary: 'An address that mail came back from is good again',
    body: Type.Object({ address: Address }),
    reply: Done,
  },
});
