import type { ColumnType, Generated } from 'kysely';
import type { DelayReason } from '../../domain/mail/next-try.ts';
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
  /** IMAP: how the server that checks senders calls itself in Authentication-Results; its topmost header is believed. */
  authservId?: string;
  /** IMAP: the server's own spam filter marks mail (X-Spam-Flag and the like), and its marks are believed. */
  marksSpam?: boolean;
}

/** How a mailbox's access tokens are had (RFC 6749, section 6). */
export interface OAuthClient {
  /** Where tokens are refreshed, e.g. `https://login.provider.example/oauth2/v2.0/token`. */
  tokenUrl: string;
  clientId: string;
  /** Asked for with each refresh; empty: what was granted. */
  scope: string;
}

/** What is tried before it is saved. */
export type TriedSettings = { address: string; language: 'de' | 'en'; imap: MailServer; smtp: MailServer };

/** What a server said to settings: an error's stable code with its words, or what was found there. */
export interface TrialResult {
  error: { code: string; de: string; en: string } | null;
  /** IMAP: names of its folders, and how many mails lie in the first one. */
  folders?: string[];
  messages?: number;
}

/** How a difference ended: in the ledger, gone from the server, or shown as failed because it cannot be fetched. */
export type DifferenceOutcome = 'fetched' | 'gone' | 'not-fetched';

/** bigint: read as text, written as either. */
type BigCount = ColumnType<string, string | number | undefined, string | number>;

/** A recipient that the server does not take, for good. */
export interface RefusedRecipient {
  address: string;
  /** SMTP reply code. */
  code: number;
  response: string;
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
  /** Key of the standard answer that it is. */
  answer?: string;
}

/** Mailboxes, the inbound ledger, the outbox, and what stands under an agent's answer. */
export interface MailTables {
  /** topic null: for all topics without one of their own. */
  signature: { id: Id; tenant: TenantColumn; topic: Nullable<string>; language: string; text: string };
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
    /** Read in this order; the first one is listened to by IDLE. */
    folders: Generated<string[]>;
    /** Mails that the server received before are counted and left alone; null: all are processed. */
    since: InstantOrNull;
    last_success_at: InstantOrNull;
    last_error: Nullable<string>;
    last_error_at: InstantOrNull;
    /** Minutes without a successful round after which somebody is told. */
    silent_after: Generated<number>;
    silent_since: InstantOrNull;
    created_at: CreatedAt;
    /** With it `secret` is the client's secret, empty where it has none; without it the password. */
    oauth: JsonbOrNull<OAuthClient>;
    /** Null: as many as come. */
    mails_per_minute: Nullable<number>;
    /** To its SMTP server at a time, of one worker. */
    connections: Generated<number>;
    /** When the next mail may go out, with `mails_per_minute`. */
    next_slot_at: InstantOrNull;
    dkim: JsonbOrNull<{ domain: string; selector: string }>;
    dkim_key: Nullable<Buffer>;
  };
  mailbox_folder: {
    tenant: TenantColumn;
    mailbox: string;
    name: string;
    uid_validity: BigCount;
    last_uid: BigCount;
    /** Which `since` the folder was begun with. */
    since: InstantOrNull;
    /** UIDs that were there before our time, as domain/mail/uid-set.ts writes them. */
    before_uids: Generated<string>;
    /** How often reading broke off at the mail behind `last_uid`. */
    tries: Generated<number>;
    /** Null: never counted. All counts are of the same moment and of UIDs up to `last_uid`. */
    on_server: Nullable<number>;
    before_count: Generated<number>;
    in_ledger: Generated<number>;
    vanished: Generated<number>;
    missing: Generated<number>;
    /** The server's UIDNEXT when it was counted. */
    uid_next: ColumnType<string | null, string | number | null | undefined, string | number | null>;
    counted_at: InstantOrNull;
    error: Nullable<string>;
    /** To be read from its beginning once more: an older database was put back. */
    reread: Generated<boolean>;
  };
  /** A mail that the server has and the ledger had not, though its turn was over. */
  mail_difference: {
    id: Id;
    tenant: TenantColumn;
    mailbox: string;
    folder: string;
    uid_validity: BigCount;
    uid: BigCount;
    found_at: CreatedAt;
    tries: Generated<number>;
    settled_at: InstantOrNull;
    outcome: Nullable<DifferenceOutcome>;
  };
  /** Sealed as passwords are. */
  mailbox_token: {
    tenant: TenantColumn;
    mailbox: string;
    refresh_token: Buffer;
    /** Where the provider says when it ends. */
    refresh_until: InstantOrNull;
    access_token: Nullable<Buffer>;
    access_until: InstantOrNull;
    refreshed_at: InstantOrNull;
    failed_at: InstantOrNull;
    failures: Generated<number>;
    error: Nullable<string>;
  };
  /** Settings of a mailbox, tried with both servers; see activities/mail/try-mailbox.ts. */
  mailbox_trial: {
    id: Id;
    tenant: TenantColumn;
    mailbox: Nullable<string>;
    settings: Jsonb<TriedSettings>;
    /** Sealed; null: the mailbox's own, or already tried. */
    secret: Nullable<Buffer>;
    imap: JsonbOrNull<TrialResult>;
    smtp: JsonbOrNull<TrialResult>;
    asked_at: CreatedAt;
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
    /** Header lines of ours (Return-Path, Delivered-To, Received) where another server handed it to us. */
    trace: Nullable<string>;
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
    /** Times it was claimed. */
    attempts: Generated<number>;
    /** Times that it failed for now, signing in included. */
    tries: Generated<number>;
    first_try_at: InstantOrNull;
    /** Why `not_before` is set. */
    delay: Nullable<DelayReason>;
    /** Its turn in the mailbox's rate. */
    slot_at: InstantOrNull;
    refused: ColumnType<RefusedRecipient[], string | undefined, string>;
    response: Nullable<string>;
    error: Nullable<string>;
    handing_over_at: InstantOrNull;
    settled_at: InstantOrNull;
    created_at: CreatedAt;
    idempotency_key: string;
  };
}
