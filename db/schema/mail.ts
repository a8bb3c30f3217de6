import type { ColumnType, Generated } from 'kysely';
import type { Json } from '../../domain/process/types.ts';
import type { InstantOrNull, CreatedAt, Nullable, Id, TenantColumn, BigIdentity, Jsonb, JsonbOrNull } from './columns.ts';

export type OutboxState = 'prepared' | 'handing-over' | 'accepted' | 'rejected' | 'unknown' | 'cancelled';
export type Verdict = 'request' | 'reply' | 'automatic' | 'bounce' | 'filtered' | 'expert-answer' | 'quarantined' | 'failed';
export interface MailServer {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  /** IMAP: the server takes mail for `name+tag@domain`; taken for granted unless false. */
  takesTags?: boolean;
  /** IMAP: the server files what is sent through it in its Sent folder, so a handing over in doubt can be looked up there. */
  filesSent?: boolean;
}

/** What nodemailer is given at handing over. `{{link}}` in text and html stands for a consultation's link, put in only then. */
export interface OutboxContent {
  from: { name: string; address: string };
  to: { name?: string; address: string }[];
  cc?: { name?: string; address: string }[];
  replyTo?: { name?: string; address: string };
  subject: string;
  text: string;
  html?: string;
  headers: Record<string, string>;
  inReplyTo?: string;
  references?: string[];
  /** Ids of attachment rows. */
  attachments?: string[];
  consultation?: string;
}

/** Mailboxes, the inbound ledger, and the outbox. */
export interface MailTables {
  mailbox: {
    id: Id;
    tenant: TenantColumn;
    address: string;
    name: string;
    topic: Nullable<string>;
    language: Generated<string>;
    imap: Jsonb<MailServer>;
    smtp: Jsonb<MailServer>;
    secret: Buffer;
    active: Generated<boolean>;
    folder: Generated<string>;
    uid_validity: Nullable<string>;
    last_uid: ColumnType<string, string | number | undefined, string | number>;
    server_count: Nullable<number>;
    last_success_at: InstantOrNull;
    last_error: Nullable<string>;
    last_error_at: InstantOrNull;
    /** To be read from its beginning once more: an older database was put back. */
    reread: Generated<boolean>;
  };
  inbound_mail: {
    id: Id;
    seq: BigIdentity;
    tenant: TenantColumn;
    mailbox: string;
    folder: string;
    uid_validity: ColumnType<string, string | number, never>;
    uid: ColumnType<string, string | number, never>;
    sha256: string;
    message_id: Nullable<string>;
    size: number;
    raw: Buffer;
    received_at: CreatedAt;
    verdict: Nullable<Verdict>;
    reason: Nullable<string>;
    detail: JsonbOrNull<Json>;
    request: Nullable<string>;
    consultation: Nullable<string>;
    event: Nullable<string>;
    attempts: Generated<number>;
    error: Nullable<string>;
    decided_at: InstantOrNull;
    /** Found by reading again after an older database was put back: it may have been answered before. */
    reread: Generated<boolean>;
    /** Hex; see domain/mail/fingerprint.ts. */
    fingerprint: Nullable<string>;
    /** The message that it became. */
    message: Nullable<string>;
    /** Who wrote it, as its From says, and its subject: for the ledger's page. */
    sender: Nullable<string>;
    subject: Nullable<string>;
  };
  outbox: {
    id: Id;
    seq: BigIdentity;
    tenant: TenantColumn;
    request: Nullable<string>;
    message: Nullable<string>;
    mailbox: string;
    purpose: string;
    rfc_message_id: string;
    envelope_from: string;
    recipients: string[];
    content: Jsonb<OutboxContent>;
    state: Generated<OutboxState>;
    not_before: InstantOrNull;
    attempts: Generated<number>;
    response: Nullable<string>;
    error: Nullable<string>;
    handing_over_at: InstantOrNull;
    settled_at: InstantOrNull;
    created_at: CreatedAt;
    idempotency_key: string;
  };
}
