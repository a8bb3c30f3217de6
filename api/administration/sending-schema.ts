import { type Static, Type } from 'typebox';
import { ById, contracts, Done, Language, list, nullable } from '../contract.ts';

const Hostname = Type.String({ pattern: '^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$' });

export type Signature = Static<typeof Signature>;
export const Signature = Type.Object({
  /** null: for all topics without one of their own. */
  topic: nullable(Type.String({ minLength: 1, maxLength: 64 })),
  language: Language,
  /** May hold the placeholders of standard answers, e.g. `{{ agent.name }}`. */
  text: Type.String({ maxLength: 2000 }),
});

const Sending = {
  /** null: as many as come. */
  mailsPerMinute: nullable(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /** To its server at a time, of one worker. */
  connections: Type.Integer({ minimum: 1, maximum: 20 }),
  /** Mails are signed for this domain (RFC 6376); null: not by us. */
  dkim: nullable(Type.Object({ domain: Hostname, selector: Hostname })),
};

/** How a mailbox sends, and what stands under its agents' answers. */
export const sendingContracts = contracts({
  'GET /api/mailboxes/:id/sending': {
    access: ['administrator'],
    summary: 'How a mailbox sends',
    params: ById,
    reply: Type.Object(Sending),
  },
  'PUT /api/mailboxes/:id/sending': {
    access: ['administrator'],
    summary: 'Change how a mailbox sends; its DKIM key is kept sealed and stays where none is given',
    params: ById,
    body: Type.Object({ ...Sending, dkimKey: Type.Optional(Type.String({ minLength: 100, maxLength: 10_000 })) }),
    reply: Done,
    problems: ['bad-request'],
  },
  'GET /api/signatures': { access: ['administrator', 'lead'], summary: 'What stands under answers', reply: list(Signature) },
  'PUT /api/signatures': {
    access: ['administrator', 'lead'],
    summary: 'Write the signature of a topic and language; an empty text takes it away',
    body: Signature,
    reply: Done,
    problems: ['bad-request'],
  },
});
