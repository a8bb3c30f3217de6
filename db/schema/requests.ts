import type { RequestStatus } from '../../domain/request/status.ts';
import type { FileDanger } from '../../domain/mail/file-danger.ts';
import type { Authentication, Protection } from '../../domain/mail/types.ts';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Json, Position, State, Variables } from '../../domain/process/types.ts';
import type { RequestClocks } from '../../domain/service-level/request-clocks.ts';
import type { NeededSkill } from './accounts.ts';
import type { CustomerClass } from './customers.ts';
import type {
  Instant,
  InstantOrNull,
  CreatedAt,
  Nullable,
  Id,
  TenantColumn,
  BigIdentity,
  Jsonb,
  JsonbDefault,
  JsonbOrNull,
} from './columns.ts';

export type Channel = 'mail' | 'form' | 'chat' | 'phone' | 'letter' | 'social' | 'process';
export type { RequestStatus };
export type MessageType = 'customer' | 'agent' | 'automatic' | 'note' | 'expert-question' | 'expert-answer' | 'delivery';
export type TaskState = 'waiting' | 'assigned' | 'completed' | 'cancelled';
export type JobState = 'ready' | 'claimed' | 'done' | 'failed' | 'unknown' | 'cancelled';
export type PromiseState = 'open' | 'kept' | 'broken' | 'renewed' | 'cancelled';
export type ConsultationState = 'open' | 'answered' | 'declined' | 'overdue' | 'revoked';
/** Who did it: an account, the customer, an expert, or the process itself. Ids only. */
export interface Actor {
  type: 'account' | 'customer' | 'expert' | 'process' | 'system';
  id?: string;
}

/** A request, its events, and what its process made of them. */
export interface RequestTables {
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
    /** When the earliest of its held replies goes out. */
    held_until: InstantOrNull;
    reply_token: Nullable<string>;
    first_response_due_at: InstantOrNull;
    at_risk_at: InstantOrNull;
    resolution_due_at: InstantOrNull;
    first_responded_at: InstantOrNull;
    breached_at: InstantOrNull;
    /** What moved its clocks; null: nobody has set its deadlines yet. */
    clocks: JsonbOrNull<RequestClocks>;
    /** The customer wrote, and no person has answered yet. */
    owed_since: InstantOrNull;
    /** When the customer last heard from us: an answer, an automatic mail that told a time, the contact page. */
    heard_at: InstantOrNull;
    /** When an interim notice was last due, whether it could be sent or not. */
    noticed_at: InstantOrNull;
    /** Of the open promise, of which there is one at most. */
    promise_due_at: InstantOrNull;
    follows: Nullable<string>;
    /** The request that goes on in its place. */
    merged_into: Nullable<string>;
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
    /** Its HTML wants pictures from elsewhere. */
    remote_content: Generated<boolean>;
    protection: Nullable<Protection>;
    authentication: JsonbOrNull<Authentication>;
    /** Its mail's verdict was overruled: it belongs to this request no more. */
    withdrawn_at: InstantOrNull;
    created_at: CreatedAt;
    search: ColumnType<string, never, never>;
  };
  /** A file of a message, or of the draft of somebody's reply. */
  attachment: {
    id: Id;
    tenant: TenantColumn;
    message: Nullable<string>;
    draft_account: Nullable<string>;
    draft_request: Nullable<string>;
    filename: string;
    content_type: string;
    size: number;
    content_id: Nullable<string>;
    inline: Generated<boolean>;
    danger: Nullable<FileDanger>;
    content: Buffer;
  };
  /** A reply that its writer may still take back. payload: that of its event, `agent-replied`. */
  held_reply: {
    message: string;
    tenant: TenantColumn;
    request: string;
    account: string;
    payload: Jsonb<Variables>;
    idempotency_key: string;
    not_before: Instant;
    /** At a chosen time, rather than for a few seconds. */
    scheduled: boolean;
    /** An older database was put back: it may have gone out, so it waits for a person. */
    in_doubt: Generated<boolean>;
    created_at: CreatedAt;
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
    /** Put off until the customer answers, `deferred_until` being the latest date. */
    until_reply: Generated<boolean>;
    /** It was put off and has come back. */
    resubmitted_at: InstantOrNull;
    /** Whose it is while they are away. */
    stand_in_for: Nullable<string>;
    unread: Generated<boolean>;
    raised_at: InstantOrNull;
    escalated_at: InstantOrNull;
    /** The request of the same customer with which it was given. */
    together_with: Nullable<string>;
    /** Of its request; the line needs no join for them. */
    arrived_at: ColumnType<Date, Date | string | undefined, never>;
    channel: Generated<Channel>;
    /** Until then it is for the preferred one alone. */
    reserved_until: InstantOrNull;
    /** Not pushed to them again. */
    returned_by: Nullable<string>;
    /** Since when the team that takes its team's overflow may have it, and since when any level of its skills will do. */
    overflowed_at: InstantOrNull;
    widened_at: InstantOrNull;
    /** Derived by the database: `skill:level`, and the first of them or ''. */
    needs: ColumnType<string[], never, never>;
    first_need: ColumnType<string, never, never>;
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
    /** Key of the standard answer that told it, or who did: 'agent', 'screen', 'merged'. */
    told_by: string;
    /** Who made it, where a person did. */
    account: Nullable<string>;
    due_at: Instant;
    state: Generated<PromiseState>;
    settled_at: InstantOrNull;
    /** Why it was cancelled. */
    reason: Nullable<string>;
    created_at: CreatedAt;
  };
  /** How much work of a topic waits and how fast it goes, measured now and then by the sweeper. Topic '' is none. */
  topic_load: {
    tenant: TenantColumn;
    topic: string;
    waiting: number;
    /** Completed from `since` to `measured_at`. */
    done: number;
    since: Instant;
    measured_at: Instant;
    /** Median from assignment to completion; null: none was completed. */
    handling_minutes: Nullable<number>;
    /** At work on it now. */
    agents: number;
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
  begun_request: { tenant: TenantColumn; process: string; key: string; request: string };
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
}
