import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { TimerWait } from '../domain/process/triggers/timer.ts';
import type { Json, Position, State, Variables } from '../domain/process/types.ts';

/** timestamptz: read as Date, written as Date or ISO text. */
type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type CreatedAt = ColumnType<Date, Date | string | undefined, never>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Id = Generated<string>;
type TenantColumn = Generated<string>;
/** bigint comes back as text. */
type BigIdentity = ColumnType<string, never, never>;
/** jsonb: read as a value, written as JSON text (`json(value)`). */
type Jsonb<T> = ColumnType<T, string, string>;
type JsonbDefault<T> = ColumnType<T, string | undefined, string>;
type JsonbOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;

export type Role = 'agent' | 'lead' | 'designer' | 'administrator';
export type Presence = 'available' | 'paused' | 'offline';
export type Channel = 'mail' | 'form' | 'chat' | 'phone' | 'letter' | 'social' | 'process';
export type RequestStatus = 'open' | 'waiting' | 'closed' | 'archived';
export type CustomerClass = 'A' | 'B' | 'C';
export type MessageType = 'customer' | 'agent' | 'automatic' | 'note' | 'expert-question' | 'expert-answer' | 'delivery';
export type TaskState = 'waiting' | 'assigned' | 'completed' | 'cancelled';
export type OutboxState = 'prepared' | 'handing-over' | 'accepted' | 'rejected' | 'unknown' | 'cancelled';
export type JobState = 'ready' | 'claimed' | 'done' | 'failed' | 'unknown' | 'cancelled';
export type PromiseState = 'open' | 'kept' | 'broken' | 'renewed' | 'cancelled';
export type ConsultationState = 'open' | 'answered' | 'declined' | 'overdue' | 'revoked';
export type Verdict = 'request' | 'reply' | 'automatic' | 'bounce' | 'filtered' | 'expert-answer' | 'quarantined' | 'failed';
export type BatchKind = 'request-migrated' | 'incident-retried';
export type BatchState = 'running' | 'stopped' | 'done';
/** left: the batch was stopped before its turn came. */
export type BatchItemState = 'waiting' | 'sent' | 'done' | 'refused' | 'left';
export type DefinitionType = 'process' | 'decision' | 'form';
/** Who did it: an account, the customer, an expert, or the process itself. Ids only. */
export interface Actor {
  type: 'account' | 'customer' | 'expert' | 'process' | 'system';
  id?: string;
}
export interface NeededSkill {
  key: string;
  level: number;
}

export interface Database {
  tenant: { id: Id; slug: string; name: string; language: Generated<string>; created_at: CreatedAt };
  installation: { singleton: Generated<boolean>; generation: Generated<number>; restored_at: InstantOrNull; created_at: CreatedAt };
  account: {
    id: Id;
    tenant: TenantColumn;
    email: string;
    name: string;
    password_hash: string;
    roles: Role[];
    language: Generated<string>;
    presence: Generated<Presence>;
    presence_reason: Nullable<string>;
    presence_at: InstantOrNull;
    capacity: Generated<number>;
    active: Generated<boolean>;
    created_at: CreatedAt;
  };
  session: {
    token_hash: Buffer;
    tenant: TenantColumn;
    account: string;
    created_at: CreatedAt;
    expires_at: Instant;
    seen_at: ColumnType<Date, Date | undefined, Date>;
    revoked_at: InstantOrNull;
  };
  skill: { tenant: TenantColumn; key: string; title_de: string; title_en: string };
  account_skill: { tenant: TenantColumn; account: string; skill: string; level: Generated<number> };
  topic: { tenant: TenantColumn; key: string; title_de: string; title_en: string };
  account_topic: { tenant: TenantColumn; account: string; topic: string };
  organisation: { id: Id; tenant: TenantColumn; name: string };
  customer: {
    id: Id;
    tenant: TenantColumn;
    number: string;
    name: string;
    given_name: Nullable<string>;
    family_name: Nullable<string>;
    salutation: Nullable<'herr' | 'frau'>;
    class: Generated<CustomerClass>;
    language: Generated<string>;
    phone: Nullable<string>;
    street: Nullable<string>;
    postal_code: Nullable<string>;
    city: Nullable<string>;
    organisation: Nullable<string>;
    created_at: CreatedAt;
  };
  customer_address: { tenant: TenantColumn; address: string; customer: string };
  customer_order: {
    id: Id;
    tenant: TenantColumn;
    customer: string;
    number: string;
    ordered_at: Instant;
    status: string;
    total_cents: number;
    items: Jsonb<{ ean: string; title: string; quantity: number; cents: number }[]>;
    carrier: Nullable<string>;
    tracking: Nullable<string>;
  };
  contract: {
    id: Id;
    tenant: TenantColumn;
    customer: string;
    number: string;
    title: string;
    since: ColumnType<Date, string, string>;
    until: ColumnType<Date | null, string | null | undefined, string | null>;
  };
  receivable: {
    id: Id;
    tenant: TenantColumn;
    customer: string;
    invoice: string;
    due_on: ColumnType<Date, string, string>;
    amount_cents: number;
    paid_cents: Generated<number>;
    dunning_level: Generated<number>;
  };
  kind: { tenant: TenantColumn; key: string; title_de: string; title_en: string };
  kind_rule: { id: Id; tenant: TenantColumn; kind: string; keywords: string[]; weight: Generated<number> };
  calendar: { tenant: TenantColumn; key: string; title_de: string; title_en: string; rule: Jsonb<Json> };
  answer: {
    id: Id;
    tenant: TenantColumn;
    key: string;
    language: 'de' | 'en';
    title: string;
    subject: Nullable<string>;
    body: string;
    kinds: Generated<string[]>;
    automatic: Generated<boolean>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  definition: {
    tenant: TenantColumn;
    type: DefinitionType;
    key: string;
    title: string;
    source: string;
    version: Generated<number>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
    updated_by: Nullable<string>;
    published_hash: Nullable<string>;
  };
  definition_version: {
    tenant: TenantColumn;
    type: DefinitionType;
    key: string;
    number: number;
    hash: string;
    source: string;
    graph: Nullable<string>;
    comment: Nullable<string>;
    published_at: CreatedAt;
    published_by: Nullable<string>;
  };
  /** content: domain/process Graph. */
  graph: { tenant: TenantColumn; hash: string; process: string; content: Jsonb<unknown>; created_at: CreatedAt };
  published_process: { tenant: TenantColumn; process: string; graph: string; published_at: ColumnType<Date, Date | undefined, Date> };
  subscription: { tenant: TenantColumn; request: string; activation: string; type: 'message' | 'signal'; name: string; key: string };
  buffered_message: {
    id: Id;
    seq: BigIdentity;
    tenant: TenantColumn;
    name: string;
    key: string;
    message_id: string | null;
    variables: Jsonb<Variables>;
    actor: Jsonb<Actor>;
    published_at: ColumnType<Date, Date, never>;
    expires_at: ColumnType<Date, Date, never>;
  };
  process_start: {
    tenant: TenantColumn;
    process: string;
    element: string;
    type: 'message' | 'signal' | 'timer';
    name: string | null;
    drawn: string;
    timer: JsonbOrNull<TimerWait>;
    next_at: InstantOrNull;
  };
  begun_request: { tenant: TenantColumn; process: string; key: string; request: string };
  request_number: { tenant: TenantColumn; year: number; last: number };
  request: {
    id: Id;
    tenant: TenantColumn;
    number: string;
    subject: string;
    channel: Channel;
    kind: Generated<string>;
    topic: Nullable<string>;
    language: Generated<string>;
    priority: Generated<number>;
    customer: Nullable<string>;
    customer_class: Generated<CustomerClass>;
    requester_name: Nullable<string>;
    requester_address: Nullable<string>;
    mailbox: Nullable<string>;
    status: Generated<RequestStatus>;
    process: Nullable<string>;
    graph: Nullable<string>;
    state: JsonbOrNull<State>;
    revision: Generated<number>;
    position: JsonbDefault<Position>;
    /** Of all timers in the state the next one: a request whose alarm did not ring is found by it. */
    next_timer_at: InstantOrNull;
    reply_token: Nullable<string>;
    first_response_due_at: InstantOrNull;
    at_risk_at: InstantOrNull;
    resolution_due_at: InstantOrNull;
    first_responded_at: InstantOrNull;
    breached_at: InstantOrNull;
    follows: Nullable<string>;
    created_at: CreatedAt;
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
    closed_at: InstantOrNull;
    archived_at: InstantOrNull;
    close_reason: Nullable<string>;
  };
  request_event: {
    id: Id;
    seq: BigIdentity;
    tenant: TenantColumn;
    request: string;
    kind: string;
    payload: JsonbDefault<Variables>;
    actor: Jsonb<Actor>;
    occurred_at: ColumnType<Date, Date | string | undefined, never>;
    recorded_at: CreatedAt;
    idempotency_key: string;
    revision: Nullable<number>;
    position: Nullable<number>;
    answer: JsonbOrNull<Json>;
    /** The engine event that advance made of it: what replay needs. */
    engine: JsonbOrNull<Json>;
  };
  message: {
    id: Id;
    tenant: TenantColumn;
    request: string;
    type: MessageType;
    channel: Channel;
    author_account: Nullable<string>;
    author_name: Nullable<string>;
    from_address: Nullable<string>;
    to_addresses: Generated<string[]>;
    cc_addresses: Generated<string[]>;
    subject: Nullable<string>;
    text: Generated<string>;
    html: Nullable<string>;
    quoted_from: Nullable<number>;
    language: Nullable<string>;
    rfc_message_id: Nullable<string>;
    consultation: Nullable<string>;
    created_at: CreatedAt;
    search: ColumnType<string, never, never>;
  };
  attachment: {
    id: Id;
    tenant: TenantColumn;
    message: string;
    filename: string;
    content_type: string;
    size: number;
    content_id: Nullable<string>;
    inline: Generated<boolean>;
    content: Buffer;
  };
  draft: {
    tenant: TenantColumn;
    account: string;
    request: string;
    type: 'reply' | 'note' | 'question';
    content: Jsonb<Json>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  timeline: {
    id: Id;
    seq: BigIdentity;
    tenant: TenantColumn;
    request: string;
    kind: string;
    data: JsonbDefault<Variables>;
    actor: Jsonb<Actor>;
    message: Nullable<string>;
    element: Nullable<string>;
    graph: Nullable<string>;
    at: CreatedAt;
  };
  task: {
    id: Id;
    tenant: TenantColumn;
    request: string;
    activation: string;
    element: string;
    graph: string;
    title: string;
    topic: Nullable<string>;
    skills: JsonbDefault<NeededSkill[]>;
    language: Nullable<string>;
    customer_class: Generated<CustomerClass>;
    priority: Generated<number>;
    points: Generated<number>;
    state: Generated<TaskState>;
    assignee: Nullable<string>;
    preferred: Nullable<string>;
    due_at: InstantOrNull;
    at_risk_at: InstantOrNull;
    deferred_until: InstantOrNull;
    defer_reason: Nullable<string>;
    unread: Generated<boolean>;
    raised_at: InstantOrNull;
    form: Nullable<string>;
    form_data: JsonbDefault<Variables>;
    form_version: Generated<number>;
    outcome: Nullable<string>;
    declined_by: Generated<string[]>;
    created_at: CreatedAt;
    assigned_at: InstantOrNull;
    completed_at: InstantOrNull;
  };
  promise: {
    id: Id;
    tenant: TenantColumn;
    request: string;
    kind: Generated<string>;
    told_by: string;
    due_at: Instant;
    state: Generated<PromiseState>;
    settled_at: InstantOrNull;
    created_at: CreatedAt;
  };
  incident: {
    id: Id;
    tenant: TenantColumn;
    request: string;
    activation: string;
    element: string;
    graph: string;
    code: string;
    message: string;
    variables: JsonbDefault<Variables>;
    created_at: CreatedAt;
    closed_at: InstantOrNull;
  };
  job: {
    id: Id;
    tenant: TenantColumn;
    request: string;
    activation: Nullable<string>;
    step: string;
    payload: JsonbDefault<Variables>;
    idempotent: Generated<boolean>;
    state: Generated<JobState>;
    not_before: InstantOrNull;
    attempt: Generated<number>;
    retries: Generated<number>;
    claimed_by: Nullable<string>;
    lease_until: InstantOrNull;
    result: JsonbOrNull<Json>;
    error: Nullable<string>;
    created_at: CreatedAt;
    finished_at: InstantOrNull;
  };
  consultation: {
    id: Id;
    tenant: TenantColumn;
    request: string;
    task: Nullable<string>;
    asked_by: Nullable<string>;
    expert_address: string;
    expert_name: string;
    subject: string;
    question: string;
    context: JsonbDefault<string[]>;
    language: Generated<string>;
    token_hash: Nullable<Buffer>;
    token_sealed: Nullable<Buffer>;
    due_at: Instant;
    state: Generated<ConsultationState>;
    answer: Nullable<string>;
    decline_reason: Nullable<string>;
    answered_by: Nullable<string>;
    answered_at: InstantOrNull;
    reminded_at: InstantOrNull;
    draft: Nullable<string>;
    created_at: CreatedAt;
  };
  contact_form: { id: Id; tenant: TenantColumn; token_hash: Buffer; request: Nullable<string>; created_at: CreatedAt };
  contact_upload: { id: Id; tenant: TenantColumn; form: string; filename: string; content_type: string; size: number; content: Buffer };
  expert_visit: { token_hash: Buffer; tenant: TenantColumn; consultation: string; created_at: CreatedAt; expires_at: Instant };
  /** content is json, not jsonb: its very text is what sha256 was made of. */
  archive_entry: {
    id: Id;
    seq: BigIdentity;
    tenant: TenantColumn;
    request: string;
    content: JSONColumnType<Variables>;
    sha256: string;
    previous: Nullable<string>;
    archived_at: CreatedAt;
  };
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
  change: {
    number: BigIdentity;
    tenant: TenantColumn;
    entity: string;
    id: Nullable<string>;
    request: Nullable<string>;
    account: Nullable<string>;
    at: CreatedAt;
  };
  /** One deed for many requests; payload: what its events have in common. */
  batch: {
    id: Id;
    tenant: TenantColumn;
    kind: BatchKind;
    payload: Jsonb<Variables>;
    reason: string;
    state: Generated<BatchState>;
    created_by: string;
    created_at: CreatedAt;
    finished_at: InstantOrNull;
  };
  batch_item: {
    id: Id;
    tenant: TenantColumn;
    batch: string;
    request: string;
    /** What its event has of its own. */
    payload: JsonbDefault<Variables>;
    state: Generated<BatchItemState>;
    event: Nullable<string>;
    answer: JsonbOrNull<Json>;
    /** The state before a migration. */
    former: JsonbOrNull<State>;
    settled_at: InstantOrNull;
  };
  audit: {
    id: Id;
    tenant: TenantColumn;
    account: Nullable<string>;
    action: string;
    entity: string;
    entity_id: Nullable<string>;
    data: JsonbDefault<Variables>;
    at: CreatedAt;
  };
}

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
